using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Network;

namespace Aqueduct.ContractTests.Setup;

/// <summary>One installation: real SQLite state in a data folder, and a session of set-up over it.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly AqueductStorage storage;

    private Installation(AqueductStorage storage, SetupSession session) => (this.storage, Session) = (storage, session);

    public SetupSession Session { get; }

    public ISetupState State => storage.SetupState;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<Installation> OpenAsync(string dataFolder, SetupSettings settings, NetworkOptions network, IIssueTokens tokens)
    {
        var opened = await AqueductStorage.OpenAsync(
            new() { Path = Path.Combine(dataFolder, "aqueduct.db"), MasterKeyFile = Path.Combine(dataFolder, "master.key") },
            dataFolder, "aqueduct setup", TimeProvider.System, Cancelled);
        opened.TryGet(out var storage, out var failure).ShouldBeTrue(failure?.Detail);
        SetupSession.Open(settings, () => Transport(network), storage!.SetupState, tokens, TimeProvider.System)
            .TryGet(out var session, out var failures).ShouldBeTrue(failures?[0].Detail);
        return new(storage, session!);
    }

    public static SocketsHttpHandler Transport(NetworkOptions network) =>
        OutboundTransport.TryCreate(network, out var failure) ?? throw new InvalidOperationException(failure!.Detail);

    public async Task<SetupPlan> PlanAsync()
    {
        (await Session.PlanAsync(Cancelled)).TryGet(out var plan, out var failures).ShouldBeTrue(failures is null ? null : $"{failures[0].Detail}\n{failures[0].Fix}");
        return plan!;
    }

    public async Task<IReadOnlyList<Failure>> PlanRefusedAsync()
    {
        (await Session.PlanAsync(Cancelled)).TryGet(out _, out var failures).ShouldBeFalse();
        return failures!;
    }

    /// <summary>Plans and applies; fails the test when set-up does.</summary>
    public async Task<SetupOutcome> ApplyAsync()
    {
        var outcome = await Session.ApplyAsync(await PlanAsync(), null, Cancelled);
        outcome.Failure.ShouldBeNull();
        return outcome;
    }

    public async Task<SetupOutcome> DestroyAsync()
    {
        (await Session.PlanDestroyAsync(Cancelled)).TryGet(out var plan, out var failures).ShouldBeTrue(failures?[0].Detail);
        var outcome = await Session.DestroyAsync(plan!, null, Cancelled);
        outcome.Failure.ShouldBeNull();
        return outcome;
    }

    /// <summary>The rows of the plan without the unchanged ones, as <c>kind resource: attributes</c>.</summary>
    public async Task<IReadOnlyList<string>> DriftAsync() =>
        [.. (await PlanAsync()).Changes.Where(c => c.Kind is not ChangeKind.Unchanged)
            .Select(c => $"{c.Kind} {c.Resource}: {string.Join(", ", c.Attributes.Select(a => a.Name))}")];

    public Task<Verification> VerifyAsync() => Session.VerifyAsync(Cancelled);

    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        await storage.DisposeAsync();
    }
}
