using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.CloudConnector;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Aqueduct.ContractTests.StandIns.GitLab;

public sealed class AmazonQTests
{
    private const string RoleArn = FakeAiGateway.RoleArn;
    private const string InstanceUid = "6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Saving_the_ARN_makes_account_and_application_and_registers_them_at_the_gateway()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartGitLabAsync();

        await gitLab.ControlAsync(HttpMethod.Put, "", new JsonObject { ["role_arn"] = RoleArn });

        var application = (await gitLab.RestAsync("GET", "/applications")).Body![0]!;
        (application["application_name"]!.ToString(), application["confidential"]!.ToJsonString(), application["callback_url"]!.ToString())
            .ShouldBe(("Amazon Q OAuth", "false", gitLab.StandIn.Url.ToString()));
        (await gitLab.RestAsync("GET", "/users?username=amazon-q")).Body![0]!["name"]!.ToString().ShouldBe("Amazon Q Service");
        var (path, headers, body) = gateway.Calls.ShouldHaveSingleItem();
        path.ShouldBe("/v1/amazon_q/oauth/application");
        (body["client_id"]!.ToString(), body["role_arn"]!.ToString(), body["redirect_url"]!.ToString(), body["instance_url"]!.ToString())
            .ShouldBe((application["application_id"]!.ToString(), RoleArn, gitLab.StandIn.Url.ToString(), gitLab.StandIn.Url.ToString().TrimEnd('/')));
        (headers["X-Gitlab-Authentication-Type"], headers["X-Gitlab-Instance-Id"], headers["X-Gitlab-Realm"], headers["X-Gitlab-Unit-Primitive"])
            .ShouldBe(("oidc", InstanceUid, "self-managed", "amazon_q_integration"));
        headers["X-Gitlab-Global-User-Id"].ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_refusing_gateway_leaves_what_was_made_and_saving_again_goes_on()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartGitLabAsync();
        gateway.Answer = (500, """{"detail":"Cannot obtain OIDC token"}""");

        var refused = await gitLab.ControlAsync(HttpMethod.Put, "", new JsonObject { ["role_arn"] = RoleArn });
        gateway.Answer = (204, "");
        var resumed = await gitLab.ControlAsync(HttpMethod.Put, "", new JsonObject { ["role_arn"] = RoleArn });

        refused.Body!["message"]!.ToString().ShouldBe("""Application could not be created by the AI Gateway: Error 500 - {"detail":"Cannot obtain OIDC token"}""");
        resumed.Status.ShouldBe(204);
        (await gitLab.RestAsync("GET", "/applications")).Body!.AsArray().Count.ShouldBe(1);
        (await gitLab.ControlAsync(HttpMethod.Get, "")).Body!["ready"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Disconnecting_removes_the_application_and_blocks_the_account_which_comes_back()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartGitLabAsync();
        await gitLab.RestAsync("POST", "/service_accounts", body: new JsonObject { ["username"] = "amazon-q" });
        await gitLab.ControlAsync(HttpMethod.Put, "", new JsonObject { ["role_arn"] = RoleArn });

        (await gitLab.ControlAsync(HttpMethod.Delete, "")).Status.ShouldBe(204);

        (await gitLab.RestAsync("GET", "/applications")).Body!.AsArray().ShouldBeEmpty();
        (await gitLab.RestAsync("GET", "/users?username=amazon-q-1")).Body![0]!["state"]!.ToString().ShouldBe("blocked");
        await gitLab.ControlAsync(HttpMethod.Put, "", new JsonObject { ["role_arn"] = RoleArn });
        (await gitLab.ControlAsync(HttpMethod.Get, "")).Body!["service_account"]!.ToString().ShouldBe("amazon-q-1");
    }

    [Fact]
    public async Task The_code_of_a_quick_action_buys_a_token_that_acts_for_the_human()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartGitLabAsync();
        await gitLab.ControlAsync(HttpMethod.Put, "", new JsonObject { ["role_arn"] = RoleArn });

        var sent = await gitLab.ControlAsync(HttpMethod.Post, "/quick-actions", new JsonObject { ["project"] = "acme/shop", ["merge_request_iid"] = 1, ["command"] = "review", ["user"] = "dana" });

        sent.Status.ShouldBe(204);
        var body = gateway.Calls.Last().Body;
        (body["event_id"]!.ToString(), body["payload"]!["source"]!.ToString(), body["payload"]!["project_id"]!.ToJsonString()).ShouldBe(("Quick Action", "merge_request", "\"1\""));
        var registration = gateway.Calls.First().Body;
        var token = await gitLab.FormAsync("/oauth/token", ("grant_type", "authorization_code"), ("code", body["code"]!.ToString()),
            ("client_id", registration["client_id"]!.ToString()), ("client_secret", registration["client_secret"]!.ToString()), ("redirect_uri", registration["redirect_url"]!.ToString()));
        token.Body!["scope"]!.ToString().ShouldBe("api read_repository write_repository user:4");
        var project = new HttpRequestMessage(HttpMethod.Get, "/api/v4/projects/acme%2Fshop") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token.Body["access_token"]!.ToString()) } };
        (await gitLab.SendAsync(project)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_command_on_an_issue_says_which_in_words_Amazon_Q_expects()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartConnectedGitLabAsync();

        var sent = await gitLab.ControlAsync(HttpMethod.Post, "/quick-actions", new JsonObject { ["project"] = "acme/shop", ["issue_iid"] = 1, ["command"] = "dev", ["user"] = "dana" });

        sent.Status.ShouldBe(204);
        gateway.Calls.Single().Body["payload"]!.ToJsonString().ShouldBe(
            $$"""{"command":"dev","role_arn":"{{RoleArn}}","project_path":"acme/shop","project_id":"1","note_id":"","discussion_id":"","source":"issue","issue_id":"1","issue_iid":"1"}""");
        var call = (await gitLab.GatewayCallsAsync()).ShouldHaveSingleItem()!;
        (call["path"]!.ToString(), call["user"]!.ToString(), call["status"]!.GetValue<int>(), call["failure"]).ShouldBe(("/v1/amazon_q/events", "dana", 204, null));
    }

    [Theory]
    [InlineData("rita", "review", "Could not apply q command.")]
    [InlineData("dana", "fix", "Unsupported merge request command: fix")]
    public async Task A_quick_action_that_may_not_be_never_reaches_the_gateway(string user, string command, string message)
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartGitLabAsync();
        await gitLab.ControlAsync(HttpMethod.Put, "", new JsonObject { ["role_arn"] = RoleArn });

        var answer = await gitLab.ControlAsync(HttpMethod.Post, "/quick-actions", new JsonObject { ["project"] = "acme/shop", ["merge_request_iid"] = 1, ["command"] = command, ["user"] = user });

        (answer.Status, answer.Body!["message"]!.ToString()).ShouldBe((422, message));
        gateway.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_probe_tells_both_checks()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartGitLabAsync();
        await gitLab.ControlAsync(HttpMethod.Put, "", new JsonObject { ["role_arn"] = RoleArn });
        gateway.Answer = (200, """{"GITLAB_INSTANCE_REACHABILITY":{"status":"FAILED","message":"no route"},"GITLAB_CREDENTIAL_VALIDITY":{"status":"PASSED"},"NEW":{"status":"PASSED"}}""");

        var results = (await gitLab.ControlAsync(HttpMethod.Post, "/verify", [])).Body!.AsArray();

        results.Select(r => (r!["name"]!.ToString(), r["success"]!.GetValue<bool>())).ShouldBe([("GITLAB_INSTANCE_REACHABILITY", false), ("GITLAB_CREDENTIAL_VALIDITY", true)]);
        results[0]!["message"]!.ToString().ShouldEndWith("no route");
    }

    [Fact]
    public async Task Hook_events_go_out_only_with_automatic_review()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartGitLabAsync();
        await gitLab.ControlAsync(HttpMethod.Put, "", new JsonObject { ["role_arn"] = RoleArn });
        var hook = new JsonObject { ["project"] = "acme/shop", ["user"] = "dana" };

        await gitLab.ControlAsync(HttpMethod.Post, "/hook-events", hook);
        gateway.Calls.Count.ShouldBe(1);
        await gitLab.ControlAsync(HttpMethod.Put, "", new JsonObject { ["role_arn"] = RoleArn, ["auto_review_enabled"] = true });
        await gitLab.ControlAsync(HttpMethod.Post, "/hook-events", hook);

        var sent = gateway.Calls.Last().Body;
        (sent["event_id"]!.ToString(), sent["payload"]!["source"]!.ToString(), sent["payload"]!["data"]!["object_attributes"]!["action"]!.ToString()).ShouldBe(("Merge Request Hook", "web_hook", "open"));
    }

    [Fact]
    public async Task Turning_it_on_and_off_moves_the_accounts_membership()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartGitLabAsync();
        await gitLab.ControlAsync(HttpMethod.Put, "", new JsonObject { ["role_arn"] = RoleArn });
        async Task<bool> IsMemberAsync() => (await gitLab.RestAsync("GET", "/projects/acme%2Fplatform%2Fledger/members?query=amazon-q")).Body!.AsArray().Count == 1;

        await gitLab.RestAsync("PUT", "/projects/acme%2Fplatform%2Fledger", "olivia", new JsonObject { ["duo_features_enabled"] = true });
        (await IsMemberAsync()).ShouldBeTrue();
        await gitLab.RestAsync("PUT", "/groups/acme", "olivia", new JsonObject { ["duo_availability"] = "never_on" });
        (await IsMemberAsync()).ShouldBeFalse();

        var project = (await gitLab.RestAsync("GET", "/projects/acme%2Fplatform%2Fledger", "olivia")).Body!;
        var below = (await gitLab.RestAsync("GET", "/groups/acme%2Fplatform", "olivia")).Body!;
        (project["duo_features_enabled"]!.GetValue<bool>(), below["duo_availability"]!.ToString()).ShouldBe((false, "never_on"));
    }

    [Fact]
    public async Task Calls_carry_a_Cloud_Connector_token_of_the_portal()
    {
        await using var portal = await CloudConnectorStandIn.StartAsync(new CloudConnectorStandInOptions { Urls = ["http://127.0.0.1:0"] }, Cancelled);
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartGitLabAsync(portal.Url.ToString());

        await gitLab.ControlAsync(HttpMethod.Put, "", new JsonObject { ["role_arn"] = RoleArn });

        var token = gateway.Calls.Single().Headers["Authorization"]["Bearer ".Length..];
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var discovery = (await http.GetFromJsonAsync<JsonNode>(new Uri(portal.Url, ".well-known/openid-configuration"), Cancelled))!;
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = discovery["issuer"]!.ToString(),
            ValidAudience = "gitlab-ai-gateway",
            IssuerSigningKeys = new JsonWebKeySet(await http.GetStringAsync(discovery["jwks_uri"]!.ToString(), Cancelled)).GetSigningKeys(),
            ValidAlgorithms = ["RS256"],
        });
        result.Exception.ShouldBeNull();
        (result.Claims["sub"], result.Claims["gitlab_instance_uid"], result.Claims["gitlab_realm"]).ShouldBe((InstanceUid, InstanceUid, "self-managed"));
    }
}
