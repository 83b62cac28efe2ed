using Aqueduct.Setup.Configuration;

namespace Aqueduct.Setup;

/// <summary>The configuration set-up works from, already bound.</summary>
/// <param name="InstanceUid">The active instance UID.</param>
/// <param name="IssuerUrl">Public base address of the issuer, without <c>/cc/oidc/…</c>: <c>identity.issuer_url</c>, else <c>server.public_url</c>.</param>
public sealed record SetupSettings(string InstanceUid, string IssuerUrl, AwsOptions Aws, RoleOptions Role, ProfileOptions Profile)
{
    /// <summary>Take over a provider or role that exists without our tags; set by <c>--adopt</c>.</summary>
    public bool Adopt { get; init; }
}
