using System.Text.Json;
using Aqueduct.ContractTests.Setup;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Connections;
using Aqueduct.StandIns.Aws.Rehearsal;

namespace Aqueduct.ContractTests.Connections;

/// <summary>SIGKILL after Amazon Q has executed a change and before its answer arrives, for every change a connection makes.</summary>
public sealed class InterruptedConnectionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("CreateOAuthAppConnection", false)]
    [InlineData("DeleteOAuthAppConnection", false)]
    [InlineData("UpdateOAuthAppConnection", true)]
    public async Task Killed_in_a_registration_the_next_connect_ends_with_it(string operation, bool mayUpdate)
    {
        // First where nothing is, then in the place of another one: as far as the operation is part of it.
        foreach (var replacing in (bool[])[false, true])
        {
            await using var world = await ConnectionWorld.StartAsync();
            if (mayUpdate)
                world.GrantUpdate();
            if (replacing)
            {
                await world.ConsentAsync((await world.ConnectAsync()).ConsentUrl!);
                await world.RenewSecretAsync();
            }
            else if (operation is not "CreateOAuthAppConnection")
            {
                continue;
            }

            await KillAsync(world, operation, ConnectAsync);

            (await world.ShowAsync()).State.ShouldBe(ConnectionState.Interrupted, operation);
            (await world.VerifyAsync()).Passed.ShouldBeFalse();
            var connected = await world.ConnectAsync();
            world.Held!.ClientSecret.ShouldBe(world.GitLab.ClientSecret, operation);
            connected.Status.State.ShouldBe(ConnectionState.Incomplete);
            (await world.ConsentAsync(connected.ConsentUrl!)).State.ShouldBe(ConnectionState.Connected);
        }
    }

    [Fact]
    public async Task Killed_in_a_disconnect_the_next_one_ends_it()
    {
        await using var world = await ConnectionWorld.StartAsync();
        await world.ConnectAsync();

        await KillAsync(world, "DeleteOAuthAppConnection", DisconnectAsync);

        (await world.ShowAsync()).State.ShouldBe(ConnectionState.Interrupted);
        (await world.DisconnectAsync()).Status.State.ShouldBe(ConnectionState.NotConnected);
        world.Held.ShouldBeNull();
    }

    [Fact]
    public async Task Killed_in_a_disconnect_connect_brings_it_back()
    {
        await using var world = await ConnectionWorld.StartAsync();
        await world.ConnectAsync();
        await KillAsync(world, "DeleteOAuthAppConnection", DisconnectAsync);

        (await world.ConnectAsync()).Status.State.ShouldBe(ConnectionState.Incomplete);
        world.Held.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("CreateAuthGrant")]
    [InlineData("UpdateAuthGrant")]
    public async Task Killed_in_a_consent_nothing_says_connected_until_the_next_one(string operation)
    {
        await using var world = await ConnectionWorld.StartAsync();
        var connected = await world.ConnectAsync();
        if (operation is "UpdateAuthGrant")
        {
            await world.ConsentAsync(connected.ConsentUrl!);
            world.GitLab.RevokeEverything();
            await world.VerifyAsync();
            connected = await world.ConnectAsync();
        }

        await KillAsync(world, operation, ConsentAsync, connected.ConsentUrl!.Split("&state=")[1].Split('&')[0], world.GitLab.GiveCode());

        (await world.ShowAsync()).State.ShouldBe(ConnectionState.Incomplete);
        (await world.ConsentAsync((await world.ConnectAsync()).ConsentUrl!)).State.ShouldBe(ConnectionState.Connected);
    }

    private static Task ConnectAsync(string work) => InChildAsync(work, (c, _) => c.ConnectAsync(replace: false, CancellationToken.None));

    private static Task DisconnectAsync(string work) => InChildAsync(work, (c, _) => c.DisconnectAsync(CancellationToken.None));

    private static Task ConsentAsync(string work) => InChildAsync(work, (c, given) => c.ConsentAsync(given.Code!, given.State!, CancellationToken.None));

    private static async Task InChildAsync<T>(string work, Func<Connection, ChildWork, Task<SetupResult<T>>> run)
    {
        var given = JsonSerializer.Deserialize<ChildWork>(work)!;
        var settings = new SetupSettings(SetupWorld.Uid, $"https://{PublishedIssuer.Host}", new() { EndpointUrl = given.Endpoint }, new(), new());
        var network = new NetworkOptions { CaFile = given.CaFile, ConnectTo = given.ConnectTo };
        var tokens = new OneToken(given.Token);
        await using var installation = await Installation.OpenAsync(given.DataFolder, settings, network, tokens);
        Connection.Open(new(settings, SmallGitLab.Url), () => Installation.Transport(network), installation.State, tokens, TimeProvider.System).TryGet(out var connection, out _).ShouldBeTrue();
        using (connection)
            (await run(connection!, given)).TryGet(out _, out var failures).ShouldBeTrue(failures?[0].Detail);
    }

    private static async Task KillAsync(ConnectionWorld world, string operation, Func<string, Task> work, string? state = null, string? code = null)
    {
        var given = new ChildWork(
            world.DataFolder, world.Aws.Url.ToString(), world.Network.CaFile!, world.Network.ConnectTo, await world.Issuer.IssueAsync("setup", Cancelled), state, code);
        var held = world.Aws.Faults.Add(new(FaultKind.Hold, operation));
        using (var child = ChildProcess.Start(work, JsonSerializer.Serialize(given)))
        {
            await await Task.WhenAny(held.Reached.WaitAsync(Cancelled), child.ReadAsync(Cancelled)); // which fails when the child ends by itself
            await child.KillAsync(Cancelled);
        }

        world.Aws.Faults.Clear();
    }

    internal sealed record ChildWork(
        string DataFolder, string Endpoint, string CaFile, IReadOnlyList<string> ConnectTo, string Token, string? State, string? Code);

    private sealed class OneToken(string token) : IIssueTokens
    {
        public Task<string> GetSigningKeyIdAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("A connection needs no key ID.");

        public Task<string> IssueAsync(string user, CancellationToken cancellationToken) => Task.FromResult(token);
    }
}
