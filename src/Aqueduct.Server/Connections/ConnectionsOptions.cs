using Aqueduct.Setup.Configuration;

namespace Aqueduct.Server.Connections;

/// <summary>What the server needs to hand a person's consent to Amazon Q. Of <paramref name="Aws"/> no credentials are used: it acts as the role.</summary>
/// <param name="GitLabUrl"><c>gitlab.external_url</c>, else <c>gitlab.url</c>.</param>
/// <param name="Transport">Makes an innermost handler as <c>network:</c> says.</param>
public sealed record ConnectionsOptions(AwsOptions Aws, RoleOptions Role, ProfileOptions Profile, string GitLabUrl, Func<HttpMessageHandler> Transport);
