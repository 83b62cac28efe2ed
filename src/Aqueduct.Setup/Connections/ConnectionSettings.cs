namespace Aqueduct.Setup.Connections;

/// <param name="Setup">The AWS side the connection stands on; administrator's credentials in it are never used here.</param>
/// <param name="GitLabUrl">What people and AWS see of GitLab: <c>gitlab.external_url</c>, else <c>gitlab.url</c>.</param>
public sealed record ConnectionSettings(SetupSettings Setup, string GitLabUrl);
