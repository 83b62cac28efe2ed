using System.Text.Json;
using Aqueduct.Commands;

namespace Aqueduct.ContractTests.Server.Settings;

public sealed class AvailabilityCommandTests : IAsyncLifetime
{
    private PlantedServer planted = null!;

    public async ValueTask InitializeAsync() => planted = await PlantedServer.StartAsync();

    public ValueTask DisposeAsync() => planted.DisposeAsync();

    [Fact]
    public async Task The_commands_say_what_holds_and_why()
    {
        (await RunAsync("get", "--project", "acme/platform/ledger")).Out.ShouldBe("""
            Place         project acme/platform/ledger
            Value         on (On)
            Origin        Nobody has set it: this is what a new installation has.
            Auto review   off

            """);

        var (exit, output, error) = await RunAsync("set", "--group", "acme", "default_on", "--auto-review", "on");
        (exit, error).ShouldBe((ExitCode.Done, "Changed. Before: default_on.\n"));
        output.ShouldContain("Origin        Set for this group.");
        (await RunAsync("set", "--group", "acme", "default_on")).Error.ShouldBe("Nothing changed.\n");
        (await RunAsync("get", "--project", "acme/shop")).Out.ShouldContain("Auto review   on, comes from the group acme");

        await RunAsync("set", "--project", "acme/shop", "off");
        await RunAsync("set", "--instance", "never_on");
        var locked = await RunAsync("get", "--project", "3", "--output", "json");
        JsonDocument.Parse(locked.Out).RootElement.GetProperty("locked_by").GetProperty("kind").GetString().ShouldBe("instance");
        (await RunAsync("get", "--project", "acme/shop")).Out.ShouldContain("Kept          off, for when the lock goes");
        var refused = await RunAsync("set", "--project", "acme/shop", "on");
        refused.Exit.ShouldBe(ExitCode.Failed);
        refused.Error.ShouldContain("The instance is always off, which locks the project acme/shop.");
    }

    [Theory]
    [InlineData("acme/plattform/ledgr", "acme/platform/ledger")]
    [InlineData("Acme/Shop", "acme/shop")]
    public async Task An_unknown_path_is_answered_with_the_nearest(string typed, string nearest)
    {
        var (exit, _, error) = await RunAsync("get", "--project", typed);

        exit.ShouldBe(ExitCode.Failed);
        error.ShouldContain($"There is no project {typed}");
        error.ShouldContain($"Did you mean {nearest}?");
    }

    [Theory]
    [InlineData("Exactly one of", "get")]
    [InlineData("Exactly one of", "get", "--instance", "--group", "acme")]
    [InlineData("Neither a value", "set", "--instance")]
    [InlineData("Use on, off or inherit.", "set", "--project", "acme/shop", "maybe")]
    public async Task Wrong_words_are_explained(string explanation, params string[] words)
    {
        var (exit, _, error) = await RunAsync(words);

        exit.ShouldBe(ExitCode.Usage);
        error.ShouldContain(explanation);
    }

    [Fact]
    public async Task Without_a_server_it_says_how_to_start_one()
    {
        await planted.Server.DisposeAsync();

        var (exit, _, error) = await RunAsync("get", "--instance");

        exit.ShouldBe(ExitCode.Failed);
        error.ShouldContain("aqueduct serve");
    }

    private Task<(int Exit, string Out, string Error)> RunAsync(params string[] words) => planted.RunAsync(["availability", .. words]);
}
