namespace Aqueduct.Setup.Connections;

/// <param name="Setup">
/// The AWS side the connection stands on; its administrator's credentials are never used here. With an administrator's token of GitLab, what a
/// disconnect and a connect do there.
/// </param>
/// <param name="GitLabUrl">What people and AWS see of GitLab: <c>gitlab.external_url</c>, else <c>gitlab.url</c>.</param>
public sealed record ConnectionSettings(SetupSettings Setup, string GitLabUrl);
