using Aqueduct.GitLab;

namespace Aqueduct.Setup;

/// <summary>A failed GitLab call in words a person can act on.</summary>
internal static class GitLabExplanation
{
    private const string Again = "then run the command again: it continues where it stopped.";
    private const string NewToken = "As an administrator, in GitLab: Edit profile > Personal access tokens > Add new token, scopes api and admin_mode; write it into";

    public static Failure Explain(GitLabFailure failure, DesiredAtGitLab wanted) => failure.Kind switch
    {
        GitLabFailureKind.NoToken => new("gitlab-token-file", $"gitlab.token_file: {failure.Message}",
            $"{NewToken} {wanted.TokenFile}, mode 0600."),
        GitLabFailureKind.Unauthorized when failure.Message.Contains("expired", StringComparison.OrdinalIgnoreCase) =>
            new("gitlab-token-expired", $"The token of gitlab.token_file has expired: {failure}", $"{NewToken} {wanted.TokenFile}."),
        GitLabFailureKind.Unauthorized when failure.Message.Contains("revoked", StringComparison.OrdinalIgnoreCase) =>
            new("gitlab-token-revoked", $"The token of gitlab.token_file was revoked: {failure}", $"{NewToken} {wanted.TokenFile}."),
        GitLabFailureKind.Unauthorized => new("gitlab-token-rejected", $"{wanted.Url.Host} does not know the token of gitlab.token_file: {failure}",
            $"Check that gitlab.url is the GitLab the token is from. {NewToken} {wanted.TokenFile}."),
        GitLabFailureKind.MissingScope => new("gitlab-scope-missing",
            $"The token of gitlab.token_file lacks the scope {string.Join(" or ", failure.Scopes)}: {failure}",
            $"Scopes cannot be added to a token. {NewToken} {wanted.TokenFile}."),
        GitLabFailureKind.AdminModeRequired => new("gitlab-admin-mode", failure.Message,
            $"{NewToken} {wanted.TokenFile}."),
        GitLabFailureKind.Forbidden => new("gitlab-forbidden", $"GitLab does not let the token's user do this: {failure}",
            $"{NewToken} {wanted.TokenFile}."),
        GitLabFailureKind.LicenceRequired => new("gitlab-licence", $"GitLab's plan does not have it: {failure}",
            "`aqueduct setup plan` shows what set-up would do instead."),
        GitLabFailureKind.RateLimited => new("gitlab-busy", $"{failure}{After(failure)}", $"Wait; {Again}"),
        GitLabFailureKind.ServerFault => new("gitlab-fault", $"GitLab could not do it now: {failure}",
            $"See that GitLab is up (`sudo gitlab-ctl status`, or its /-/readiness page); {Again}"),
        GitLabFailureKind.Unreachable => new("gitlab-unreachable", $"{failure}", $"See that this machine reaches {wanted.Url}; {Again}"),
        GitLabFailureKind.NotGitLab => new("gitlab-not-gitlab", $"{failure}",
            $"Check gitlab.url ({wanted.Url}), and that no proxy or sign-in page stands before its API; {Again}"),
        GitLabFailureKind.Conflict => new("gitlab-conflict", $"It exists already: {failure}", "`aqueduct setup plan` shows what exists now."),
        _ => new("gitlab-refused", $"GitLab refused {failure}", "`aqueduct setup plan` shows what exists now; GitLab's log tells more under the correlation ID."),
    };

    /// <param name="first">ID of the one that was there first.</param>
    public static Failure MadeTwice(string resource, long first) => new(
        "gitlab-made-twice", $"Another set-up made the {resource} of this server.public_url at the same time (id {first}); the later one, ours, was deleted again.",
        "An address belongs to one Aqueduct: run set-up from one data folder only. A next apply from this one would take over what the other made.");

    private static string After(GitLabFailure failure) =>
        failure.RetryAfter is { } after ? $" It takes calls again in {after.TotalSeconds:0} s." : "";
}
