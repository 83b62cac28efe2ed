using Aqueduct.GitLab;

namespace Aqueduct.Tests.GitLab;

public sealed class FailureTests
{
    private const string Expired = """{"error":"invalid_token","error_description":"Token is expired. You can either do re-authorization or token refresh."}""";

    [Theory]
    [InlineData(401, """{"message":"401 Unauthorized"}""", GitLabFailureKind.Unauthorized, "401 Unauthorized")]
    [InlineData(401, Expired, GitLabFailureKind.Unauthorized, "Token is expired. You can either do re-authorization or token refresh.")]
    [InlineData(403, """{"message":"403 Forbidden - Your account has been blocked."}""", GitLabFailureKind.Forbidden, "403 Forbidden - Your account has been blocked.")]
    [InlineData(404, """{"message":"404 User Not Found"}""", GitLabFailureKind.NotFound, "404 User Not Found")]
    [InlineData(404, """{"error":"404 Not Found"}""", GitLabFailureKind.NotFound, "404 Not Found")]
    [InlineData(409, """{"message":"Username has already been taken"}""", GitLabFailureKind.Conflict, "Username has already been taken")]
    [InlineData(400, """{"error":"name is missing"}""", GitLabFailureKind.Invalid, "name is missing")]
    [InlineData(500, """{"message":"500 Internal Server Error"}""", GitLabFailureKind.ServerFault, "gitlab.internal answered HTTP 500.")]
    public async Task An_error_of_GitLabs_has_its_kind_and_its_text(int status, string body, GitLabFailureKind kind, string message)
    {
        using var wire = new GitLabWire(GitLabWire.Answer(status, body, headers: ("X-Request-Id", "01CORRELATION")));

        (await wire.FailureAsync()).ShouldSatisfyAllConditions(
            f => f.Kind.ShouldBe(kind), f => f.Message.ShouldBe(message), f => f.Status.ShouldBe(status),
            f => f.ToString().ShouldBe($"GET /users/7: {message} (correlation ID 01CORRELATION)"));
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        using var wire = new GitLabWire(GitLabWire.Answer(403, """{"error":"insufficient_scope","error_description":"Higher privileges needed.","scope":"api read_user"}"""));

        var failure = await wire.FailureAsync();

        failure.Kind.ShouldBe(GitLabFailureKind.MissingScope);
        failure.Scopes.ShouldBe(["api", "read_user"]);
    }

    [Fact]
    public async Task Refused_fields_are_named()
    {
        using var wire = new GitLabWire(GitLabWire.Answer(422, """{"message":{"redirect_uri":["is forbidden","is long"],"scopes":"can't be blank"}}"""));

        var failure = await wire.FailureAsync();

        failure.Kind.ShouldBe(GitLabFailureKind.Invalid);
        failure.Fields.ShouldBe(new Dictionary<string, string> { ["redirect_uri"] = "is forbidden, is long", ["scopes"] = "can't be blank" });
        failure.Message.ShouldBe("redirect_uri is forbidden, is long; scopes can't be blank");
    }

    [Theory]
    [InlineData(200, "<html>Welcome</html>", "text/html")]
    [InlineData(404, "<html>Not here</html>", "text/html")]
    [InlineData(200, "{", "application/json")]
    [InlineData(200, "{}", "application/json")]
    [InlineData(200, "null", "application/json")]
    public async Task What_is_not_GitLabs_API_is_told_without_quoting_it(int status, string body, string type)
    {
        using var wire = new GitLabWire(GitLabWire.Answer(status, body, type));

        var failure = await wire.FailureAsync();

        (failure.Kind, failure.Message).ShouldBe(
            (GitLabFailureKind.NotGitLab, $"Something other than GitLab's API answered for gitlab.internal: HTTP {status}, {type}."));
    }

    [Fact]
    public async Task A_redirect_to_a_sign_in_is_not_followed()
    {
        using var wire = new GitLabWire(GitLabWire.Answer(302, "", "text/html", ("Location", "https://login.example.test/?state=secret")));

        var failure = await wire.FailureAsync();

        wire.Calls.Count.ShouldBe(1);
        failure.Kind.ShouldBe(GitLabFailureKind.NotGitLab);
        failure.Message.ShouldEndWith("HTTP 302, a redirect to https://login.example.test/.");
    }

    [Fact]
    public async Task The_token_is_sent_and_never_told()
    {
        using var wire = new GitLabWire(GitLabWire.Answer(400, """{"error":"glpat-secret is no good"}"""));

        var failure = await wire.FailureAsync();

        wire.Authorization.ShouldBe("Bearer glpat-secret");
        failure.ToString().ShouldBe("GET /users/7: *** is no good");
    }

    [Theory]
    [InlineData(" \n", "is empty.")]
    [InlineData("one\ntwo", "holds something other than one token on one line.")]
    public async Task A_file_without_a_token_is_told_and_nothing_is_sent(string content, string message)
    {
        using var wire = new GitLabWire(GitLabWire.Answer(200, "{}"));
        await File.WriteAllTextAsync(wire.TokenFile, content, TestContext.Current.CancellationToken);

        var failure = await wire.FailureAsync();

        (failure.Kind, failure.Message).ShouldBe((GitLabFailureKind.NoToken, $"{wire.TokenFile} {message}"));
        wire.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_licence_without_service_accounts_is_told_apart_from_a_missing_right(int status)
    {
        using var wire = new GitLabWire(GitLabWire.Answer(status, """{"message":"no"}"""));

        (await wire.Client.Users.HasServiceAccountsAsync(TestContext.Current.CancellationToken)).TryGet(out var has, out _).ShouldBeTrue();
        has.ShouldBeFalse();
        (await wire.Client.Users.CreateServiceAccountAsync("Q", "q", TestContext.Current.CancellationToken)).Failure!.Kind.ShouldBe(GitLabFailureKind.LicenceRequired);
    }

    [Fact]
    public void A_secret_is_not_in_any_text() =>
        new Aqueduct.GitLab.Administration.OAuthApplicationWithSecret(1, "client", "gloas-secret").ToString().ShouldBe("application 1, client ID client, secret ***");
}
