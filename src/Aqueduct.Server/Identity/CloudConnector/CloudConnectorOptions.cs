namespace Aqueduct.Server.Identity.CloudConnector;

/// <summary>Whose tokens an AI gateway believes.</summary>
/// <param name="Issuers">
/// Issuers exactly as their tokens' <c>iss</c> names them, such as <c>https://customers.gitlab.com</c>. Only https; http on loopback.
/// </param>
/// <param name="AcceptsInstance">
/// Whether an instance UID is an active one of ours: every GitLab customer has tokens of the same issuer. Asked on every call, so it must be quick.
/// </param>
public sealed record CloudConnectorOptions(IReadOnlyList<string> Issuers, Func<string, bool> AcceptsInstance);
