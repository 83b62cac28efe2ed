using Aqueduct.GitLab;
using Aqueduct.Setup;

namespace Aqueduct.Server;

/// <summary>A failed GitLab call of the running server, in words a person can act on. The server itself tries again.</summary>
internal static class GitLabTrouble
{
    private const string NewToken = "As an administrator make a personal access token with the scopes api and admin_mode, and write it into the file of gitlab.token_file.";

    public static Failure Of(GitLabFailure failure) => failure.Kind switch
    {
        GitLabFailureKind.NoToken => new("gitlab-token-file", $"gitlab.token_file: {failure.Message}", NewToken),
        GitLabFailureKind.Unauthorized => new("gitlab-token-rejected", $"GitLab does not take the token of gitlab.token_file: {failure}", NewToken),
        GitLabFailureKind.MissingScope => new("gitlab-scope-missing", $"The token of gitlab.token_file lacks a scope: {failure}", NewToken),
        GitLabFailureKind.AdminModeRequired => new("gitlab-admin-mode", failure.Message, NewToken),
        GitLabFailureKind.Forbidden => new("gitlab-forbidden", $"GitLab does not let the token's user do this: {failure}", NewToken),
        GitLabFailureKind.RateLimited => new("gitlab-busy", $"{failure}", "Nothing is to be done: it goes on when GitLab takes calls again."),
        GitLabFailureKind.Unreachable => new("gitlab-unreachable", $"{failure}", "See that this machine reaches gitlab.url."),
        GitLabFailureKind.ServerFault => new("gitlab-fault", $"GitLab could not do it now: {failure}", "See that GitLab is up: its /-/readiness page, or `sudo gitlab-ctl status`."),
        GitLabFailureKind.NotGitLab => new("gitlab-not-gitlab", $"{failure}", "Check gitlab.url, and that no proxy or sign-in page stands before GitLab's API."),
        _ => new("gitlab-refused", $"GitLab refused {failure}", "GitLab's log tells more under the correlation ID."),
    };
}
