using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>
/// Who may attempt what, and what is left of an attempt. A lease is a compare-and-swap on the row: of any number of processes one gets
/// it, and when that one does not come back, the event is due again. Of each order key only the oldest event is leased; a younger one that
/// is found due loses its time, and gets one when the older one has left. So what is looked through is what is due, not all that waits.
/// </summary>
internal sealed class EventClaims(IDatabase database, TimeProvider clock)
{
    /// <summary>Longer than any attempt (<see cref="EventAttempts.Limit"/>), by more than the clocks of two processes differ.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    // What one claim looks through at most, so that other writes do not wait for long.
    private const int MostRounds = 4;
    private const int LaterRound = 256;

    private readonly string owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    /// <summary>Where no other process can be at work, the leases of an earlier one are void.</summary>
    public async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        if (!database.IsShared)
            await database.WriteAsync(
                (db, token) => db.GatewayEvents.Where(e => e.DueAt != null && e.Lease != null)
                    .ExecuteUpdateAsync(set => set.SetProperty(e => e.DueAt, clock.GetUtcNow()).SetProperty(e => e.Lease, (string?)null), token),
                cancellationToken);
    }

    /// <returns>When the next event may be claimed; null when none waits.</returns>
    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            (db, token) => db.GatewayEvents.Where(e => e.DueAt != null).OrderBy(e => e.DueAt).Select(e => e.DueAt).FirstOrDefaultAsync(token), cancellationToken);

    /// <returns>
    /// Events that are due, each the oldest of its key, leased to this process. Fewer than there are, or none, when so many stand behind
    /// others that it takes more than one call to put them there.
    /// </returns>
    public Task<List<ClaimedEvent>> ClaimAsync(int most, CancellationToken cancellationToken) =>
        database.WriteAsync((db, token) => ClaimAsync(db, most, token), cancellationToken);

    /// <summary>Ends leases; one transaction for all.</summary>
    /// <returns>Those that had an effect: a lease that ran out may be another process's by now.</returns>
    public Task<List<Settlement>> SettleAsync(IReadOnlyCollection<Settlement> settlements, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                var effective = new List<Settlement>();
                foreach (var settlement in settlements)
                {
                    if (await SettleAsync(db, settlement, token))
                        effective.Add(settlement);
                }
                return effective;
            },
            cancellationToken);

    private async Task<List<ClaimedEvent>> ClaimAsync(AqueductDb db, int most, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var claimed = new List<ClaimedEvent>();
        for (var round = 0; round < MostRounds && claimed.Count < most; round++)
        {
            var due = await DueAsync(db, now, round == 0 ? most : LaterRound, cancellationToken);
            if (due.Count == 0)
                break;
            var found = await db.GatewayEvents.Where(e => due.Contains(e.Id))
                .Select(e => new
                {
                    Event = new ClaimedEvent(e.Id, e.OrderKey, e.CorrelationId, e.Attempts + 1),
                    Oldest = db.GatewayEvents.Where(o => o.OrderKey == e.OrderKey && o.DiedAt == null).Min(o => o.Id),
                })
                .ToListAsync(cancellationToken);
            var oldest = found.Where(f => f.Event.Id == f.Oldest).Select(f => f.Event).OrderBy(e => e.Id).Take(most - claimed.Count).ToList();
            await LeaseAsync(db, [.. oldest.Select(e => e.Id)], now, cancellationToken);
            await PutBehindAsync(db, [.. found.Select(f => f.Event.OrderKey).Distinct()], [.. found.Select(f => f.Oldest).Distinct()], now, cancellationToken);
            claimed.AddRange(oldest);
        }
        return claimed;
    }

    private static Task<List<long>> DueAsync(AqueductDb db, DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        db.Database.IsNpgsql()
            ? db.Database.SqlQuery<long>($"SELECT id FROM gateway_events WHERE due_at <= {now} ORDER BY due_at LIMIT {most} FOR UPDATE SKIP LOCKED").ToListAsync(cancellationToken)
            : db.GatewayEvents.Where(e => e.DueAt <= now).OrderBy(e => e.DueAt).Take(most).Select(e => e.Id).ToListAsync(cancellationToken);

    private Task<int> LeaseAsync(AqueductDb db, IReadOnlyList<long> ids, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.GatewayEvents.Where(e => ids.Contains(e.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(e => e.DueAt, now + Lease).SetProperty(e => e.Lease, owner).SetProperty(e => e.Attempts, e => e.Attempts + 1), cancellationToken);

    private static Task<int> PutBehindAsync(
        AqueductDb db, IReadOnlyList<string> keys, IReadOnlyList<long> oldest, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.GatewayEvents
            .Where(e => keys.Contains(e.OrderKey) && e.DiedAt == null && !oldest.Contains(e.Id) && e.DueAt != null && (e.Lease == null || e.DueAt <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.DueAt, (DateTimeOffset?)null).SetProperty(e => e.Lease, (string?)null), cancellationToken);

    private async Task<bool> SettleAsync(AqueductDb db, Settlement settlement, CancellationToken cancellationToken)
    {
        var (id, attempts, now) = (settlement.Claimed.Id, settlement.Claimed.Attempts, clock.GetUtcNow());
        var leased = db.GatewayEvents.Where(e => e.Id == id && e.Lease == owner && e.Attempts == attempts);
        var changed = settlement switch
        {
            Settlement.Postponed { Failure: null } postponed => await leased.ExecuteUpdateAsync(
                set => set.SetProperty(e => e.Lease, (string?)null).SetProperty(e => e.DueAt, postponed.DueAt), cancellationToken),
            Settlement.Postponed { Failure: { } failure } postponed => await leased.ExecuteUpdateAsync(
                set => set.SetProperty(e => e.Lease, (string?)null).SetProperty(e => e.DueAt, postponed.DueAt)
                    .SetProperty(e => e.FailureCode, failure.Code).SetProperty(e => e.FailureDetail, failure.Detail).SetProperty(e => e.FailureFix, failure.Fix),
                cancellationToken),
            Settlement.Dead { Failure: var failure } => await leased.ExecuteUpdateAsync(
                set => set.SetProperty(e => e.Lease, (string?)null).SetProperty(e => e.DueAt, (DateTimeOffset?)null)
                    .SetProperty(e => e.FailureCode, failure.Code).SetProperty(e => e.FailureDetail, failure.Detail).SetProperty(e => e.FailureFix, failure.Fix)
                    .SetProperty(e => e.SealedCode, (byte[]?)null).SetProperty(e => e.DiedAt, now)
                    .SetProperty(e => e.Note, e => e.ProjectId == null ? FailureNote.None : FailureNote.Wanted),
                cancellationToken),
            _ => await leased.ExecuteDeleteAsync(cancellationToken),
        };
        if (changed == 1 && settlement is not Settlement.Postponed)
            await LetNextAsync(db, settlement.Claimed.OrderKey, now, cancellationToken);
        return changed == 1;
    }

    private static async Task LetNextAsync(AqueductDb db, string orderKey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var next = await db.GatewayEvents.Where(e => e.OrderKey == orderKey && e.DiedAt == null).OrderBy(e => e.Id).Select(e => e.Id).FirstOrDefaultAsync(cancellationToken);
        await db.GatewayEvents.Where(e => e.Id == next && e.DueAt == null).ExecuteUpdateAsync(set => set.SetProperty(e => e.DueAt, now), cancellationToken);
    }
}
