using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Aqueduct.ContractTests.StandIns.GitLab;

public sealed class SettingsPageTests
{
    private const string Path = "/admin/ai/amazon_q_settings";
    private const string InstanceUid = "6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_saves_sees_the_notice_once_and_disconnects()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartGitLabAsync();
        (await gitLab.GetAsync(Path)).Headers.Location!.ToString().ShouldBe("/users/sign_in");
        (await gitLab.SignInAsync("root")).Headers.Location!.ToString().ShouldBe(Path);

        var saved = await gitLab.SubmitAsync(await gitLab.GetAsync(Path), "Save changes", ("role_arn", FakeAiGateway.RoleArn), ("availability", "default_on"), ("auto_review_enabled", "true"));
        var noticed = await TextAsync(gitLab);
        var disconnected = await gitLab.SubmitAsync(await gitLab.GetAsync(Path), "Remove Amazon Q");

        (saved.StatusCode, saved.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.Redirect, Path));
        noticed.ShouldContain("<p role=\"status\">Amazon Q Settings have been saved.</p>");
        (await disconnected.Content.ReadAsStringAsync(Cancelled), disconnected.StatusCode).ShouldBe(("", HttpStatusCode.OK));
        var after = await TextAsync(gitLab);
        after.ShouldNotContain("have been saved");
        after.ShouldNotContain("Remove Amazon Q");
        gateway.Calls.Select(c => c.Path).ShouldBe(["/v1/amazon_q/oauth/application", "/v1/amazon_q/oauth/application/delete"]);
        foreach (var call in gateway.Calls) await ShouldBeFromAsync(gitLab, call.Headers);
    }

    [Fact]
    public async Task The_page_shows_what_AWS_needs_and_what_GitLab_asks_in_its_words()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartGitLabAsync();
        await gitLab.SignInAsync("root");

        var page = await TextAsync(gitLab);

        foreach (var words in (string[])[
            $"<dt>Provider URL</dt><dd>https://auth.token.gitlab.com/cc/oidc/{InstanceUid}</dd>", $"<dt>Audience</dt><dd>gitlab-cc-{InstanceUid}</dd>",
            "IAM role's ARN</label>", "On by default</label>", "Off by default</label>", "Always off</label>",
            "Have Amazon Q review code in merge requests automatically</label>", ">Save changes</button>"])
            WebUtility.HtmlDecode(page).ShouldContain(words);
    }

    [Theory]
    [InlineData("", "default_on", "Missing role_arn parameter")]
    [InlineData(FakeAiGateway.RoleArn, "sometimes", "availability must be one of: default_on, default_off, never_on")]
    [InlineData(FakeAiGateway.RoleArn, "default_off", """Application could not be created by the AI Gateway: Error 403 - {"detail":"Unauthorized to perform action"}""")]
    public async Task A_failure_is_told_as_an_alert_on_the_page_that_follows(string roleArn, string availability, string alert)
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        gateway.Answer = (403, """{"detail":"Unauthorized to perform action"}""");
        await using var gitLab = await gateway.StartGitLabAsync();
        await gitLab.SignInAsync("root");

        await gitLab.SubmitAsync(await gitLab.GetAsync(Path), "Save changes", ("role_arn", roleArn), ("availability", availability));

        WebUtility.HtmlDecode(await TextAsync(gitLab)).ShouldContain($"<p role=\"alert\">{alert}</p>");
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartGitLabAsync();
        await gitLab.SignInAsync("root");

        (await gitLab.PostAsync(Path, ("role_arn", FakeAiGateway.RoleArn), ("availability", "default_on"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        gateway.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_page_is_an_administrators_and_only_where_the_add_on_is()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var withAddOn = await gateway.StartGitLabAsync();
        await using var without = await GitLabClient.StartAsync();
        await withAddOn.SignInAsync("dana");
        await without.SignInAsync("root");

        (await withAddOn.GetAsync(Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await without.GetAsync(Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> TextAsync(GitLabClient gitLab) => await (await gitLab.GetAsync(Path)).Content.ReadAsStringAsync(Cancelled);

    /// <summary>The headers of a self-managed instance and a token that it signed itself, with what GitLab's tokens allow.</summary>
    private static async Task ShouldBeFromAsync(GitLabClient gitLab, Dictionary<string, string> headers)
    {
        (headers["X-Gitlab-Authentication-Type"], headers["X-Gitlab-Instance-Id"], headers["X-Gitlab-Realm"], headers["X-Gitlab-Unit-Primitive"])
            .ShouldBe(("oidc", InstanceUid, "self-managed", "amazon_q_integration"));
        var discovery = (await (await gitLab.GetAsync("/.well-known/openid-configuration")).Content.ReadFromJsonAsync<JsonNode>(Cancelled))!;
        var keys = await (await gitLab.GetAsync(new Uri(discovery["jwks_uri"]!.ToString()).AbsolutePath)).Content.ReadAsStringAsync(Cancelled);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(headers["Authorization"]["Bearer ".Length..], new TokenValidationParameters
        {
            ValidIssuer = discovery["issuer"]!.ToString(),
            ValidAudience = "gitlab-ai-gateway",
            IssuerSigningKeys = new JsonWebKeySet(keys).GetSigningKeys(),
            ValidAlgorithms = ["RS256"],
        });
        result.Exception.ShouldBeNull();
        ((IEnumerable<object>)result.Claims["scopes"]).ShouldBe(
            ["amazon_q_integration", "complete_code", "generate_code", "duo_chat", "include_file_context", "include_issue_context", "include_merge_request_context", "include_snippet_context"]);
    }
}
