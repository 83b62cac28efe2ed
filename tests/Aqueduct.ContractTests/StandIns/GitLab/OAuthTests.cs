using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Aqueduct.ContractTests.StandIns.GitLab;

public sealed class OAuthTests
{
    private const string Redirect = "https://app.example.test/back";

    [Fact]
    public async Task A_person_signs_in_consents_and_the_code_buys_a_token_once()
    {
        await using var gitLab = await GitLabClient.StartAsync();
        var app = await ApplicationAsync(gitLab, "api openid email");

        var signIn = await gitLab.GetAsync(Authorize(app, "api openid email", "&state=s1&nonce=n1"));
        signIn.Headers.Location!.ToString().ShouldBe("/users/sign_in");
        var signedIn = await gitLab.SignInAsync("dana");
        var granted = await gitLab.SubmitAsync(await gitLab.GetAsync(signedIn.Headers.Location!.ToString()), "Authorize");
        granted.Headers.Location!.GetLeftPart(UriPartial.Path).ShouldBe(Redirect);
        granted.Query()["state"].ShouldBe("s1");
        var token = await ExchangeAsync(gitLab, app, granted.Query()["code"]);

        token.Status.ShouldBe(200);
        (token.Body!["token_type"]!.ToString(), (int)token.Body["expires_in"]!, token.Body["scope"]!.ToString()).ShouldBe(("Bearer", 7200, "api openid email"));
        (await UserOfAsync(gitLab, token.Body["access_token"]!.ToString())).ShouldBe("dana");
        await ShouldBeValidAsync(gitLab, token.Body["id_token"]!.ToString(), app.Id);

        var again = await ExchangeAsync(gitLab, app, granted.Query()["code"]);
        (again.Status, again.Body!["error"]!.ToString()).ShouldBe((400, "invalid_grant"));
        (await UserOfAsync(gitLab, token.Body["access_token"]!.ToString())).ShouldBeNull("a code used twice ends its tokens");
    }

    [Fact]
    public async Task A_refresh_token_is_good_once()
    {
        await using var gitLab = await GitLabClient.StartAsync();
        var app = await ApplicationAsync(gitLab, "api");
        var first = await ExchangeAsync(gitLab, app, await CodeAsync(gitLab, app, "dana"));

        var second = await RefreshAsync(gitLab, app, first.Body!["refresh_token"]!.ToString());
        var reused = await RefreshAsync(gitLab, app, first.Body["refresh_token"]!.ToString());

        second.Status.ShouldBe(200);
        reused.Status.ShouldBe(400);
        (await UserOfAsync(gitLab, first.Body["access_token"]!.ToString())).ShouldBeNull();
        (await UserOfAsync(gitLab, second.Body!["access_token"]!.ToString())).ShouldBe("dana");
    }

    [Theory]
    [InlineData("redirect_uri", "https://app.example.test/back/", 400, "invalid_grant")]
    [InlineData("client_secret", "wrong", 401, "invalid_client")]
    [InlineData("code", "wrong", 400, "invalid_grant")]
    [InlineData("grant_type", "password", 400, "unsupported_grant_type")]
    [InlineData("code_verifier", "unasked-for", 400, "invalid_grant")]
    public async Task An_exchange_with_one_thing_wrong_is_refused(string name, string value, int status, string error)
    {
        await using var gitLab = await GitLabClient.StartAsync();
        var app = await ApplicationAsync(gitLab, "api");

        var answer = await ExchangeAsync(gitLab, app, await CodeAsync(gitLab, app, "dana"), (name, value));

        (answer.Status, answer.Body!["error"]!.ToString()).ShouldBe((status, error));
    }

    [Fact]
    public async Task A_code_lives_ten_minutes_and_a_token_two_hours()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var gitLab = await GitLabClient.StartAsync(new GitLabStandInOptions { Urls = ["http://127.0.0.1:0"], Clock = clock });
        var app = await ApplicationAsync(gitLab, "api");
        var late = await CodeAsync(gitLab, app, "dana");
        clock.Advance(TimeSpan.FromMinutes(10));
        (await ExchangeAsync(gitLab, app, late)).Status.ShouldBe(400);

        var token = await ExchangeAsync(gitLab, app, await CodeAsync(gitLab, app, null));
        clock.Advance(TimeSpan.FromMinutes(119));
        (await UserOfAsync(gitLab, token.Body!["access_token"]!.ToString())).ShouldBe("dana");
        clock.Advance(TimeSpan.FromMinutes(1));
        (await UserOfAsync(gitLab, token.Body["access_token"]!.ToString())).ShouldBeNull();
    }

    [Theory]
    [InlineData("S256", true)]
    [InlineData("plain", true)]
    [InlineData("S256", false)]
    public async Task A_code_with_a_challenge_needs_its_verifier(string method, bool right)
    {
        await using var gitLab = await GitLabClient.StartAsync();
        var app = await ApplicationAsync(gitLab, "api");
        const string verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        var challenge = method == "S256" ? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) : verifier;
        var code = await CodeAsync(gitLab, app, "dana", $"&code_challenge={challenge}&code_challenge_method={method}");

        var answer = await ExchangeAsync(gitLab, app, code, ("code_verifier", right ? verifier : "wrong"));

        answer.Status.ShouldBe(right ? 200 : 400);
    }

    [Fact]
    public async Task Deny_and_wrong_requests_end_where_they_must()
    {
        await using var gitLab = await GitLabClient.StartAsync();
        var app = await ApplicationAsync(gitLab, "api");
        await gitLab.SignInAsync("dana");

        var denied = await gitLab.SubmitAsync(await gitLab.GetAsync(Authorize(app, "api", "&state=s")), "Deny");
        (denied.Query()["error"], denied.Query()["state"]).ShouldBe(("access_denied", "s"));
        (await gitLab.GetAsync(Authorize(app, "sudo", ""))).Query()["error"].ShouldBe("invalid_scope");
        (await gitLab.GetAsync(Authorize(app, "api", "").Replace("response_type=code", "response_type=token", StringComparison.Ordinal))).Query()["error"].ShouldBe("unsupported_response_type");
        (await gitLab.GetAsync(Authorize(app with { Id = "unknown" }, "api", ""))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await gitLab.GetAsync(Authorize(app, "api", "").Replace("%2Fback", "%2Felsewhere", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await gitLab.PostAsync("/oauth/authorize", ("client_id", app.Id), ("redirect_uri", Redirect), ("response_type", "code"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_confidential_application_is_asked_about_once_and_a_public_one_each_time()
    {
        await using var gitLab = await GitLabClient.StartAsync();
        var confidential = await ApplicationAsync(gitLab, "api");
        var open = await ApplicationAsync(gitLab, "api", confidential: false);
        await ExchangeAsync(gitLab, confidential, await CodeAsync(gitLab, confidential, "dana"));
        await ExchangeAsync(gitLab, open, await CodeAsync(gitLab, open, null));

        (await gitLab.GetAsync(Authorize(confidential, "api", ""))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await gitLab.GetAsync(Authorize(open, "api", ""))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("dana", "wrong")]
    [InlineData("bot", "")]
    public async Task A_wrong_password_and_a_service_account_do_not_sign_in(string username, string password)
    {
        await using var gitLab = await GitLabClient.StartAsync();
        await gitLab.RestAsync("POST", "/service_accounts", body: new JsonObject { ["username"] = "bot" });

        var answer = await gitLab.SignInAsync(username, password);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Invalid login or password.");
    }

    [Fact]
    public async Task Revocation_introspection_and_token_info_agree()
    {
        await using var gitLab = await GitLabClient.StartAsync();
        var app = await ApplicationAsync(gitLab, "api");
        var token = (await ExchangeAsync(gitLab, app, await CodeAsync(gitLab, app, "dana"))).Body!["access_token"]!.ToString();
        (string, string)[] client = [("client_id", app.Id), ("client_secret", app.Secret), ("token", token)];

        (await gitLab.FormAsync("/oauth/introspect", client)).Body!["active"]!.GetValue<bool>().ShouldBeTrue();
        var info = await GitLabClient.ReadAsync(await gitLab.GetAsync($"/oauth/token/info?access_token={token}"));
        ((int)info.Body!["resource_owner_id"]!, info.Body["scope"]!.ToJsonString()).ShouldBe((4, """["api"]"""));
        (await gitLab.FormAsync("/oauth/revoke", ("client_id", app.Id), ("client_secret", "wrong"), ("token", token))).Status.ShouldBe(403);
        (await gitLab.FormAsync("/oauth/revoke", client)).Status.ShouldBe(200);
        (await gitLab.FormAsync("/oauth/introspect", client)).Body!.ToJsonString().ShouldBe("""{"active":false}""");
        (await gitLab.GetAsync($"/oauth/token/info?access_token={token}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private sealed record App(string Id, string Secret);

    private static async Task<App> ApplicationAsync(GitLabClient gitLab, string scopes, bool confidential = true)
    {
        var body = (await gitLab.RestAsync("POST", "/applications", body: new JsonObject { ["name"] = "App", ["redirect_uri"] = Redirect, ["scopes"] = scopes, ["confidential"] = confidential })).Body!;
        return new App(body["application_id"]!.ToString(), body["secret"]!.ToString());
    }

    private static string Authorize(App app, string scope, string more) =>
        $"/oauth/authorize?client_id={app.Id}&redirect_uri={Uri.EscapeDataString(Redirect)}&response_type=code&scope={Uri.EscapeDataString(scope)}{more}";

    /// <param name="username">Null: somebody is signed in already.</param>
    private static async Task<string> CodeAsync(GitLabClient gitLab, App app, string? username, string more = "")
    {
        if (username is not null) await gitLab.SignInAsync(username);
        return (await gitLab.SubmitAsync(await gitLab.GetAsync(Authorize(app, "api", more)), "Authorize")).Query()["code"];
    }

    private static Task<(int Status, JsonNode? Body)> ExchangeAsync(GitLabClient gitLab, App app, string code, params (string Name, string Value)[] changed)
    {
        var fields = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["client_id"] = app.Id, ["client_secret"] = app.Secret, ["code"] = code, ["redirect_uri"] = Redirect };
        foreach (var (name, value) in changed) fields[name] = value;
        return gitLab.FormAsync("/oauth/token", [.. fields.Select(f => (f.Key, f.Value))]);
    }

    private static async Task<(int Status, JsonNode? Body)> RefreshAsync(GitLabClient gitLab, App app, string refreshToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "refresh_token"), KeyValuePair.Create("refresh_token", refreshToken)]),
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{app.Id}:{app.Secret}"))) },
        };
        return await GitLabClient.ReadAsync(await gitLab.SendAsync(request));
    }

    private static async Task<string?> UserOfAsync(GitLabClient gitLab, string token)
    {
        var answer = await gitLab.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/v4/user") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } });
        return (await GitLabClient.ReadAsync(answer)).Body!["username"]?.ToString();
    }

    // Microsoft's validator, which shares nothing with the stand-in's signer.
    private static async Task ShouldBeValidAsync(GitLabClient gitLab, string idToken, string audience)
    {
        var discovery = (await GitLabClient.ReadAsync(await gitLab.GetAsync("/.well-known/openid-configuration"))).Body!;
        var keys = await (await gitLab.GetAsync(new Uri(discovery["jwks_uri"]!.ToString()).PathAndQuery)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ValidIssuer = discovery["issuer"]!.ToString(),
            ValidAudience = audience,
            IssuerSigningKeys = new JsonWebKeySet(keys).GetSigningKeys(),
        });
        result.Exception.ShouldBeNull();
        (result.Claims["sub"], result.Claims["nonce"], result.Claims["preferred_username"], result.Claims["email"]).ShouldBe(("4", "n1", "dana", "dana@acme.example.test"));
    }
}
