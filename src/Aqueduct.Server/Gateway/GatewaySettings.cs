using Aqueduct.Aws;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.Server.Gateway;

/// <summary>What the gateway needs of the configuration. Of <paramref name="Aws"/> no credentials are used: it acts as the role.</summary>
/// <param name="GitLabUrl"><c>gitlab.external_url</c>, else <c>gitlab.url</c>: also the issuer of a GitLab that signs its own tokens.</param>
/// <param name="ApiUrl">How GitLab's API is reached: <c>gitlab.url</c>.</param>
/// <param name="TokenFile"><c>gitlab.token_file</c>; null: what could not be delivered is told in the log only, not in GitLab.</param>
/// <param name="Transport">Makes an innermost handler as <c>network:</c> says.</param>
public sealed record GatewaySettings(
    GatewayOptions Options, AwsOptions Aws, RoleOptions Role, string GitLabUrl, string ApiUrl, string? TokenFile,
    Func<HttpMessageHandler> Transport)
{
    /// <summary>Issues the tokens of self-managed instances. Source: GitLab's documentation of the Cloud Connector.</summary>
    private const string CustomerPortal = "https://customers.gitlab.com";

    internal IReadOnlyList<string> TokenIssuers => [.. ((string[])[CustomerPortal, GitLabUrl.TrimEnd('/'), .. Options.TokenIssuers]).Distinct()];

    /// <summary>Null: off.</summary>
    internal string? Upstream => Options.Upstream is "off" ? null : Options.Upstream;

    internal AwsTarget Target => Aws.ToTarget() with { CredentialsFile = null, CredentialsProfile = null };

    internal string? ConfiguredRoleArn => ConnectedRole.Configured(Aws, Role);
}
