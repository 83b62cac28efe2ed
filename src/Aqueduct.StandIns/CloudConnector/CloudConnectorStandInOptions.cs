using Aqueduct.StandIns.Hosting;

namespace Aqueduct.StandIns.CloudConnector;

/// <summary>How the Cloud Connector stand-in runs.</summary>
public sealed class CloudConnectorStandInOptions
{
    /// <summary>Loopback addresses, <c>http://127.0.0.1:7483</c> or <c>https://…</c>; port 0 picks a free one.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:7483"];

    /// <summary>PEM file of the certificate for the https addresses.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of its key; null when the certificate's file holds it.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Issuer of the tokens, as <c>https://customers.gitlab.com</c> is GitLab's. Default: the first address.</summary>
    public string? Issuer { get; init; }

    /// <summary>PKCS#8 PEM file of the signing key, made when it is missing, so that tokens outlive a restart; null makes a new key each time.</summary>
    public string? SigningKeyFile { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Everything that is wrong, each with value, reason and fix; empty when the stand-in can start.</summary>
    public IReadOnlyList<string> Faults() => [.. ListenAddress.Faults(Urls, CertificateFile, KeyFile)];
}
