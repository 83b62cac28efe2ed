using System.Text.Json;
using Aqueduct.Commands;

namespace Aqueduct.ContractTests.Connections;

public sealed class ConnectionCommandTests : IAsyncLifetime
{
    private ServedWorld world = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => world = await ServedWorld.StartAsync();

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task The_commands_tell_the_whole_story()
    {
        (await world.RunAsync("connection", "show")).ShouldBe((ExitCode.Done, "State         not connected\n", ""));
        (await world.RunAsync("connection", "verify")).Exit.ShouldBe(ExitCode.Failed);

        var connected = await world.RunAsync("connection", "connect", "--output", "json");
        connected.Exit.ShouldBe(ExitCode.Done, connected.Error);
        var outcome = JsonDocument.Parse(connected.Out).RootElement;
        outcome.GetProperty("status").GetProperty("state").GetString().ShouldBe("incomplete");
        (await world.RunAsync("connection", "verify")).Exit.ShouldBe(ExitCode.Failed);

        var callback = await world.FollowAsync(outcome.GetProperty("consent_url").GetString()!);
        (await world.Browser.GetAsync(callback, Cancelled)).EnsureSuccessStatusCode();

        var verified = await world.RunAsync("connection", "verify");
        verified.Exit.ShouldBe(ExitCode.Done);
        verified.Out.ShouldEndWith("The connection works.\n");
        var shown = (await world.RunAsync("connection", "show")).Out;
        shown.ShouldStartWith("State         connected\n");
        shown.ShouldContain("Last call     /connection/callback 200 at ");
        shown.ShouldNotContain(world.GitLab.ClientSecret);

        (await world.RunAsync("connection", "disconnect")).Exit.ShouldBe(ExitCode.Usage); // nobody can be asked
        (await world.RunAsync("connection", "disconnect", "--yes")).Exit.ShouldBe(ExitCode.Done);
        (await world.RunAsync("connection", "show")).Out.ShouldStartWith("State         not connected\n");
    }

    [Fact]
    public async Task A_person_is_told_what_is_missing_and_where_to_click()
    {
        var connected = await world.RunAsync("connection", "connect");

        connected.Out.ShouldContain("Not complete yet: somebody must consent at GitLab.");
        connected.Out.ShouldContain("https://gitlab.example.test/oauth/authorize?client_id=");
    }

    [Fact]
    public async Task In_gateway_mode_the_connection_is_GitLabs()
    {
        var (exit, _, error) = await world.RunAsync("connection", "connect", "--set", "gitlab.mode=gateway");

        exit.ShouldBe(ExitCode.Usage);
        error.ShouldContain("GitLab connects and disconnects itself");
        world.Aws.Requests.ShouldNotContain(r => r.Operation == "CreateOAuthAppConnection");
    }
}
