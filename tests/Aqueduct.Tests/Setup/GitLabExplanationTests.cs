using Aqueduct.GitLab;
using Aqueduct.Setup;

namespace Aqueduct.Tests.Setup;

public sealed class GitLabExplanationTests
{
    private static readonly DesiredAtGitLab Desired = new(new("https://gitlab.internal"), "/run/secrets/gitlab", "https://gitlab.example.com", "https://a");

    [Theory]
    [InlineData("Token is expired. You can either do re-authorization or token refresh.", "gitlab-token-expired")]
    [InlineData("Token was revoked. You have to re-authorize from the user.", "gitlab-token-revoked")]
    [InlineData("401 Unauthorized", "gitlab-token-rejected")]
    public void A_refused_token_is_told_by_its_cause(string message, string code)
    {
        var failure = Explain(new(GitLabFailureKind.Unauthorized, "GET /user", message));

        failure.Code.ShouldBe(code);
        failure.Fix.ShouldContain("scopes api and admin_mode; write it into /run/secrets/gitlab.");
    }

    [Fact]
    public void A_missing_scope_is_told_with_what_would_do() =>
        Explain(new(GitLabFailureKind.MissingScope, "GET /users", "m") { Scopes = ["api", "read_user"] }).Detail
            .ShouldBe("The token of gitlab.token_file lacks the scope api or read_user: GET /users: m");

    [Fact]
    public void A_limit_is_told_with_its_end() =>
        Explain(new(GitLabFailureKind.RateLimited, "GET /users", "gitlab.internal limits the rate of calls.") { RetryAfter = TimeSpan.FromSeconds(90) }).Detail
            .ShouldBe("GET /users: gitlab.internal limits the rate of calls. It takes calls again in 90 s.");

    [Fact]
    public void Every_kind_has_a_code_of_its_own_and_a_fix()
    {
        var explained = Enum.GetValues<GitLabFailureKind>().Select(kind => Explain(new(kind, "GET /user", "m"))).ToList();

        explained.Select(f => f.Code).Except(["gitlab-refused"]).ShouldBeUnique();
        explained.ShouldAllBe(f => f.Fix.EndsWith('.'));
    }

    private static Failure Explain(GitLabFailure failure) => GitLabExplanation.Explain(failure, Desired);
}
