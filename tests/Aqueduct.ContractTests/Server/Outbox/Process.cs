using Aqueduct.Server;
using Aqueduct.Server.Gateway.Outbox;
using Aqueduct.Server.Storage;

namespace Aqueduct.ContractTests.Server.Outbox;

/// <summary>The outbox as one process has it, without the loops.</summary>
internal sealed class Process
{
    public Process(AqueductStorage storage, TimeProvider clock, OutboxLimits limits)
    {
        (Storage, Limits, WakeUps) = (storage, limits, new WakeUps(new WakeUp(), new WakeUp()));
        Store = new EventStore(storage.Database, storage.Sealer);
        Claims = new EventClaims(storage.Database, clock);
        Dead = new DeadEvents(storage.Database, clock);
        Waiting = storage.Database.IsShared ? new SharedWaitingEvents(Store, limits, clock) : new OwnedWaitingEvents(Store, limits);
        Outbox = new EventOutbox(Store, Dead, Waiting, WakeUps, clock, limits);
    }

    public AqueductStorage Storage { get; }

    public OutboxLimits Limits { get; }

    public WakeUps WakeUps { get; }

    public EventStore Store { get; }

    public EventClaims Claims { get; }

    public DeadEvents Dead { get; }

    public IWaitingEvents Waiting { get; }

    public EventOutbox Outbox { get; }

    /// <returns>The client tokens of what was claimed.</returns>
    public async Task<IReadOnlyList<string>> ClaimTokensAsync(CancellationToken cancellationToken, int most = 16)
    {
        var tokens = new List<string>();
        foreach (var claimed in await Claims.ClaimAsync(most, cancellationToken))
            tokens.Add((await Store.ReadAsync(claimed.Id, cancellationToken))!.Event.ClientToken);
        return tokens;
    }
}
