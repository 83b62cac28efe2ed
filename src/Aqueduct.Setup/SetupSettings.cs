using Aqueduct.Setup.Configuration;

namespace Aqueduct.Setup;

/// <summary>The configuration set-up works from, already bound.</summary>
/// <param name="InstanceUid">The active instance UID.</param>
/// <param name="IssuerUrl">Public base address of the issuer, without <c>/cc/oidc/…</c>: <c>identity.issuer_url</c>, else <c>server.public_url</c>.</param>
public sealed record SetupSettings(string InstanceUid, string IssuerUrl, AwsOptions Aws, RoleOptions Role, ProfileOptions Profile)
{
    public SetupSides Sides { get; init; } = SetupSides.Aws;

    /// <summary>For the GitLab side.</summary>
    public GitLabOptions GitLab { get; init; } = new();

    /// <summary><c>server.public_url</c>; the GitLab side needs it, because people come back to it after they consented.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>How browsers of this machine reach Aqueduct without its public name, where GitLab runs on it, too; null elsewhere.</summary>
    public string? LocalUrl { get; init; }

    /// <summary>Take over a provider, role or account that exists without our mark; set by <c>--adopt</c>.</summary>
    public bool Adopt { get; init; }
}
