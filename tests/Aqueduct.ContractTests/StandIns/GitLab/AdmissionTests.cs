using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab;
using Aqueduct.StandIns.GitLab.World;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.ContractTests.StandIns.GitLab;

public sealed class AdmissionTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("GET", "/user", null, 401, """{"message":"401 Unauthorized"}""")]
    [InlineData("GET", "/user", "glpat-wrong", 401, """{"message":"401 Unauthorized"}""")]
    [InlineData("GET", "/application/settings", "glpat-standin-olivia", 403, """{"message":"403 Forbidden"}""")]
    [InlineData("GET", "/nothing/here", "glpat-standin-root", 404, """{"error":"404 Not Found"}""")]
    [InlineData("PATCH", "/version", "glpat-standin-root", 405, """{"error":"405 Not Allowed"}""")]
    [InlineData("POST", "/applications", "glpat-standin-root", 400, """{"error":"name is missing, redirect_uri is missing, scopes is missing"}""")]
    [InlineData("GET", "/users/none", "glpat-standin-root", 400, """{"error":"id is invalid"}""")]
    public async Task A_call_that_may_not_be_is_refused_in_GitLabs_words(string method, string path, string? token, int status, string body)
    {
        await using var gitLab = await GitLabClient.StartAsync();

        var answer = await gitLab.RestAsync(method, path, user: null, token: token);

        (answer.Status, answer.Body!.ToJsonString()).ShouldBe((status, body));
    }

    [Theory]
    [InlineData("read_user", "GET", "/projects", """{"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token.","scope":"api read_api"}""")]
    [InlineData("read_api", "POST", "/projects", """{"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token.","scope":"api"}""")]
    public async Task A_token_without_the_scope_is_told_which_one_is_missing(string scope, string method, string path, string body)
    {
        await using var gitLab = await GitLabClient.StartAsync();
        var token = await TokenAsync(gitLab, userId: 2, [scope]);

        var answer = await gitLab.RestAsync(method, path, token: token);

        (answer.Status, answer.Body!.ToJsonString()).ShouldBe((403, body));
    }

    [Fact]
    public async Task A_token_ends_on_the_day_it_expires()
    {
        var clock = new FakeTimeProvider(Clock.GetUtcNow());
        await using var gitLab = await GitLabClient.StartAsync(new GitLabStandInOptions { Urls = ["http://127.0.0.1:0"], Clock = clock });
        var token = await TokenAsync(gitLab, 2, ["api"], "2026-03-03");

        var before = await gitLab.RestAsync("GET", "/user", token: token);
        clock.Advance(TimeSpan.FromDays(2));
        var after = await gitLab.RestAsync("GET", "/user", token: token);

        before.Status.ShouldBe(200);
        after.Status.ShouldBe(401);
        after.Body!["error_description"]!.ToString().ShouldBe("Token is expired. You can either do re-authorization or token refresh.");
    }

    [Fact]
    public async Task A_rotated_token_used_for_rotation_again_ends_its_successor()
    {
        await using var gitLab = await GitLabClient.StartAsync();
        var first = await gitLab.RestAsync("POST", "/users/2/personal_access_tokens", body: new JsonObject { ["name"] = "a", ["scopes"] = new JsonArray("api") });
        var second = await gitLab.RestAsync("POST", $"/personal_access_tokens/{first.Body!["id"]}/rotate");

        var again = await gitLab.RestAsync("POST", $"/personal_access_tokens/{first.Body["id"]}/rotate");
        var successor = await gitLab.RestAsync("GET", "/user", token: second.Body!["token"]!.ToString());

        second.Status.ShouldBe(200);
        again.Status.ShouldBe(400);
        successor.Status.ShouldBe(401);
    }

    [Fact]
    public async Task With_Admin_Mode_on_an_administrator_needs_the_scope()
    {
        await using var gitLab = await GitLabClient.StartAsync(new GitLabStandInOptions { Urls = ["http://127.0.0.1:0"], AdminMode = true });
        var plain = await TokenAsync(gitLab, 1, ["api"]);
        var full = await TokenAsync(gitLab, 1, ["api", "admin_mode"]);

        (await gitLab.RestAsync("GET", "/applications", token: plain)).Status.ShouldBe(403);
        (await gitLab.RestAsync("GET", "/projects/acme%2Fshop", token: plain)).Status.ShouldBe(404);
        (await gitLab.RestAsync("GET", "/applications", token: full)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_blocked_account_is_locked_out()
    {
        await using var gitLab = await GitLabClient.StartAsync();
        await gitLab.RestAsync("POST", "/users/4/block");

        var answer = await gitLab.RestAsync("GET", "/user", "dana");

        (answer.Status, answer.Body!.ToJsonString()).ShouldBe((403, """{"message":"403 Forbidden - Your account has been blocked."}"""));
    }

    [Fact]
    public async Task A_composite_token_reaches_only_what_both_reach_and_nothing_without_its_human()
    {
        await using var gitLab = await GitLabClient.StartAsync();
        var world = gitLab.StandIn.World;
        var account = world.Change(() => new Accounts(world).Create(new NewAccount("amazon-q", "Amazon Q Service", "q@x.example.test") { ServiceAccount = true, CompositeIdentityEnforced = true }));
        void Issue(string value, params string[] scopes) => world.Change(() => world.State.OAuthTokens.Add(new OAuthToken
        {
            Value = value, RefreshToken = value + "-r", ApplicationId = 1, UserId = account.Id, Scopes = scopes, Code = "", CreatedAt = world.Now,
        }));
        Issue("for-dana", "api", "user:4");
        Issue("for-nobody", "api");

        (await BearerAsync("for-nobody", "/user")).Status.ShouldBe(401);
        (await BearerAsync("for-dana", "/user")).Body!["username"]!.ToString().ShouldBe("dana");
        (await BearerAsync("for-dana", "/projects/acme%2Fshop")).Status.ShouldBe(404);
        await gitLab.RestAsync("POST", "/projects/acme%2Fshop/members", body: new JsonObject { ["user_id"] = account.Id, ["access_level"] = 40 });
        (await BearerAsync("for-dana", "/projects/acme%2Fshop")).Status.ShouldBe(200);
        (await BearerAsync("for-dana", "/projects/acme%2Fshop/hooks")).Status.ShouldBe(403); // Maintainer and Developer make Developer

        async Task<(int Status, JsonNode? Body)> BearerAsync(string token, string path) =>
            await GitLabClient.ReadAsync(await gitLab.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/v4" + path) { Headers = { { "Authorization", $"Bearer {token}" } } }));
    }

    private static async Task<string> TokenAsync(GitLabClient gitLab, int userId, string[] scopes, string? expiresAt = null)
    {
        var body = new JsonObject { ["name"] = "t", ["scopes"] = new JsonArray([.. scopes.Select(s => JsonValue.Create(s))]) };
        if (expiresAt is not null) body["expires_at"] = expiresAt;
        return (await gitLab.RestAsync("POST", $"/users/{userId}/personal_access_tokens", body: body)).Body!["token"]!.ToString();
    }
}
