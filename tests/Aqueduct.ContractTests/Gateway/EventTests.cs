using System.Net.Http.Headers;
using Aqueduct.Server.Gateway;
using Aqueduct.StandIns.Aws.Rehearsal;

namespace Aqueduct.ContractTests.Gateway;

/// <summary>What GitLab hands over reaches Amazon Q once, whatever happens in between.</summary>
public sealed class EventTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_reaches_amazon_q_in_its_users_own_session()
    {
        await using var world = await ConnectedAsync();

        (await world.QuickActionAsync()).ShouldBe("");

        var received = (await world.EventsAsync()).ShouldHaveSingleItem();
        ((string)received["eventId"]!).ShouldBe("Quick Action");
        ((string)received["event"]!).ShouldStartWith("""{"command":"dev","project_path":"acme/shop",""");
        ((string)received["event"]!).ShouldNotContain("role_arn");
    }

    [Fact]
    public async Task One_call_to_sts_serves_a_user_for_all_events()
    {
        await using var world = await ConnectedAsync();
        var before = world.CallsOf("AssumeRoleWithWebIdentity");

        for (var i = 0; i < 5; i++)
            (await world.QuickActionAsync()).ShouldBe("");

        (world.CallsOf("AssumeRoleWithWebIdentity") - before).ShouldBe(1);
        (await world.EventsAsync()).Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_user_amazon_q_does_not_know_is_introduced_on_the_way()
    {
        await using var world = await ConnectedAsync();
        var before = world.CallsOf("CreateAuthGrant");

        (await world.QuickActionAsync()).ShouldBe("");

        (world.CallsOf("CreateAuthGrant") - before).ShouldBe(1);
        (await world.EventsAsync()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("gitLabInstanceUnreachable", "34.228.181.128")]
    [InlineData("gitLabCredentialInvalid", "disconnect Amazon Q and save its settings again")]
    [InlineData("other", "The role may lack q:SendEvent")]
    public async Task A_denial_that_no_grant_cures_is_told_at_once(string reason, string meaning)
    {
        await using var world = await ConnectedAsync();
        world.Aws.Faults.Add(new Fault(FaultKind.Deny, "SendEvent", times: 10) { Reason = reason });

        (await world.QuickActionAsync()).ShouldContain(meaning);

        world.CallsOf("SendEvent").ShouldBe(1);
        (await world.EventsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_that_ended_early_is_renewed_once()
    {
        await using var world = await ConnectedAsync();
        (await world.QuickActionAsync()).ShouldBe("");
        world.Aws.Faults.Add(new Fault(FaultKind.Expire, "SendEvent"));
        var before = world.CallsOf("AssumeRoleWithWebIdentity");

        (await world.QuickActionAsync()).ShouldBe("");

        (world.CallsOf("AssumeRoleWithWebIdentity") - before).ShouldBe(1);
        (await world.EventsAsync()).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(EventDelivery.DeliverThenStoreOnFailure)]
    [InlineData(EventDelivery.StoreFirst)]
    public async Task While_aws_is_out_of_order_GitLab_is_answered_and_nothing_is_lost(EventDelivery mode)
    {
        await using var world = await ConnectedAsync(mode);
        var outage = world.Aws.Faults.Add(new Fault(FaultKind.Fail, "SendEvent", times: 1000));

        (await world.QuickActionAsync()).ShouldBe("");
        (await world.QuickActionAsync()).ShouldBe("");
        world.Aws.Faults.Remove(outage.Id);
        await world.RestartAsync(); // what waits is tried again from the start on

        while ((await world.EventsAsync()).Count < 2)
            await Task.Yield();
        var tokens = (await world.EventsAsync()).Select(e => (string)e["clientToken"]!).ToList();
        tokens.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task An_event_amazon_q_can_never_take_is_refused_and_names_the_field()
    {
        await using var world = await ConnectedAsync();
        var payload = """{"source":"web_hook","data":{}}""";

        var (status, body) = await world.AskAsync("v1/amazon_q/events", $$"""{"role_arn":"{{GatewayWorld.Role}}","code":"c","event_id":"{{new string('x', 33)}}","payload":{{payload}}}""");

        status.ShouldBe(400);
        body.ShouldContain("event_id must have 1 to 32 characters");
    }

    [Fact]
    public async Task No_token_code_or_text_is_ever_logged()
    {
        await using var world = await ConnectedAsync();
        var token = world.Headers()["Authorization"];
        string[] secrets = [token["Bearer ".Length..], "code-to-hide", "words-to-hide"];
        void UseToken(HttpRequestHeaders headers)
        {
            headers.Remove("Authorization");
            headers.Add("Authorization", token);
        }

        await world.AskAsync(
            "v1/amazon_q/events", $$"""{"role_arn":"{{GatewayWorld.Role}}","code":"code-to-hide","payload":{"source":"web_hook","data":{"text":"words-to-hide"} } }""", UseToken);
        await world.AskAsync(
            "v2/chat/agent",
            $$"""{"messages":[{"role":"user","content":"words-to-hide"}],"model_metadata":{"provider":"amazon_q","name":"amazon_q","role_arn":"{{GatewayWorld.Role}}"} }""", UseToken);
        await world.AskAsync(
            "v2/code/completions",
            $$"""{"model_provider":"amazon_q","role_arn":"{{GatewayWorld.Role}}","current_file":{"file_name":"a.py","content_above_cursor":"words-to-hide"} }""", UseToken);

        world.CallsOf("SendMessage").ShouldBe(1);
        world.CallsOf("GenerateCodeRecommendations").ShouldBe(1);
        world.Log.ShouldNotBeEmpty();
        world.Log.ShouldAllBe(line => !secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
    }

    private static async Task<GatewayWorld> ConnectedAsync(EventDelivery mode = EventDelivery.DeliverThenStoreOnFailure)
    {
        var world = await GatewayWorld.StartAsync(o => o.Events = mode);
        await world.ConnectAsync();
        return world;
    }
}
