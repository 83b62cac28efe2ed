using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Rehearsal;

namespace Aqueduct.ContractTests.Gateway;

/// <summary>GitLab's settings page drives the connection through the gateway.</summary>
public sealed class ApplicationTests : IAsyncLifetime
{
    private const string Verify = "v1/amazon_q/oauth/application/verify";

    private static readonly string Create = $$"""
        {"role_arn":"{{GatewayWorld.Role}}","client_id":"other","client_secret":"other-secret-text","instance_url":"https://gitlab.example.test","redirect_url":"https://gitlab.example.test/"}
        """;

    private GatewayWorld world = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => world = await GatewayWorld.StartAsync();

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Saving_in_GitLab_connects_proves_and_leaves_the_line_administrators_look_for()
    {
        await world.ConnectAsync();

        using var probed = await world.AtGitLab.PostAsync(new Uri("/_standin/amazon-q/verify", UriKind.Relative), null, Cancelled);
        var results = JsonNode.Parse(await probed.Content.ReadAsStringAsync(Cancelled))!.AsArray();
        results.Select(r => ((string)r!["name"]!, (bool)r["success"]!)).ShouldBe([("GITLAB_INSTANCE_REACHABILITY", true), ("GITLAB_CREDENTIAL_VALIDITY", true)]);
        world.CallsOf("CreateOAuthAppConnection").ShouldBe(1);
        world.Log.ShouldContain(line => line.StartsWith("Information 1402 Connection call /v1/amazon_q/oauth/application answered 204, correlation ID ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_application_takes_the_place_of_the_former_one()
    {
        await world.ConnectAsync();

        (await world.AskAsync("v1/amazon_q/oauth/application", Create)).ShouldBe((204, ""));

        world.CallsOf("DeleteOAuthAppConnection").ShouldBe(1); // the role may not update
        world.CallsOf("CreateOAuthAppConnection").ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_replacement_puts_the_former_one_back_and_says_so()
    {
        await world.ConnectAsync();
        world.Aws.Faults.Add(new Fault(FaultKind.Deny, "CreateOAuthAppConnection"));

        var (status, body) = await world.AskAsync("v1/amazon_q/oauth/application", Create);

        status.ShouldBe(403);
        body.ShouldContain("An error occurred (AccessDeniedException) when calling the CreateOAuthAppConnection operation");
        body.ShouldContain("The former registration is in place again");
        body.ShouldNotContain("other-secret-text");
    }

    [Fact]
    public async Task Disconnecting_twice_is_as_good_as_once()
    {
        await world.ConnectAsync();
        var body = $$"""{"role_arn":"{{GatewayWorld.Role}}"}""";

        (await world.AskAsync("v1/amazon_q/oauth/application/delete", body)).ShouldBe((204, ""));
        (await world.AskAsync("v1/amazon_q/oauth/application/delete", body)).ShouldBe((204, ""));
    }

    [Fact]
    public async Task Without_a_connection_verify_is_404_in_the_words_of_aws()
    {
        var (status, body) = await world.AskAsync(Verify, $$"""{"role_arn":"{{GatewayWorld.Role}}","code":"abc"}""");

        status.ShouldBe(404);
        body.ShouldStartWith("""{"detail":"An error occurred (ResourceNotFoundException) when calling the VerifyOAuthAppConnection operation: """);
    }

    [Fact]
    public async Task A_role_that_sts_refuses_is_the_customers_to_cure()
    {
        world.Aws.Faults.Add(new Fault(FaultKind.Deny, "AssumeRoleWithWebIdentity"));

        var (status, body) = await world.AskAsync(Verify, $$"""{"role_arn":"{{GatewayWorld.Role}}","code":"abc"}""");

        status.ShouldBe(403);
        body.ShouldContain("aqueduct setup plan");
    }
}
