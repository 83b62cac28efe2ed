using Aqueduct.Setup.Configuration;

namespace Aqueduct.Server.Identity;

/// <summary>What the slice is configured with, once the instance is known.</summary>
internal sealed record IssuerSettings(Issuer Issuer, SigningAlgorithm Algorithm);
