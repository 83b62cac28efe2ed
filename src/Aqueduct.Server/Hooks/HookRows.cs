using Aqueduct.GitLab.Hooks;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Hooks;

/// <summary>A group or project where our hook is not as it should be.</summary>
public sealed record HookTrouble(bool OfGroup, long PlaceId, Failure Failure);

/// <summary>How far the webhooks at GitLab are.</summary>
/// <param name="Present">Seen as they should be.</param>
/// <param name="Waiting">To be made, healed or removed.</param>
/// <param name="Troubles">The first of those that GitLab refuses.</param>
public sealed record HooksStatus(int Present, int Waiting, IReadOnlyList<HookTrouble> Troubles);

/// <summary>Our webhooks as they are remembered.</summary>
public sealed class HookRows(IDatabase database, TimeProvider clock)
{
    private const int MostTroubles = 20;

    public Task<HooksStatus> ReadAsync(CancellationToken cancellationToken) => database.ReadAsync(
        async (db, token) =>
        {
            var present = await db.Hooks.CountAsync(h => h.SeenAt != null, token);
            var waiting = await db.Hooks.CountAsync(h => h.SeenAt == null, token);
            var troubles = await db.Hooks.Where(h => h.FailureCode != null).OrderBy(h => h.OfGroup).ThenBy(h => h.PlaceId).Take(MostTroubles).ToListAsync(token);
            return new HooksStatus(
                present, waiting, [.. troubles.Select(h => new HookTrouble(h.OfGroup, h.PlaceId, new(h.FailureCode!, h.FailureDetail ?? "", h.FailureFix ?? "")))]);
        },
        cancellationToken);

    /// <summary>The places that are to have a hook, remembered before any is made; each once.</summary>
    internal Task<bool> WantAsync(bool ofGroup, IReadOnlyCollection<long> places, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            var known = await db.Hooks.Where(h => h.OfGroup == ofGroup && places.Contains(h.PlaceId)).Select(h => h.PlaceId).ToListAsync(token);
            db.Hooks.AddRange(places.Except(known).Select(id => new HookRow { OfGroup = ofGroup, PlaceId = id }));
            return await db.SaveChangesAsync(token) > 0;
        },
        cancellationToken);

    /// <returns>Those after <paramref name="after"/>, by ID; empty at the end.</returns>
    internal Task<List<HookRow>> PageAsync(bool ofGroup, long after, int most, CancellationToken cancellationToken) => database.ReadAsync(
        (db, token) => db.Hooks.Where(h => h.OfGroup == ofGroup && h.PlaceId > after).OrderBy(h => h.PlaceId).Take(most).ToListAsync(token), cancellationToken);

    internal Task SeenAsync(HookPlace place, long hookId, CancellationToken cancellationToken) => SetAsync(place, row =>
    {
        (row.HookId, row.SeenAt, row.TriedAt) = (hookId, clock.GetUtcNow(), clock.GetUtcNow());
        (row.FailureCode, row.FailureDetail, row.FailureFix) = (null, null, null);
    }, cancellationToken);

    internal Task FailedAsync(HookPlace place, Failure failure, CancellationToken cancellationToken) => SetAsync(place, row =>
    {
        (row.SeenAt, row.TriedAt) = (null, clock.GetUtcNow());
        (row.FailureCode, row.FailureDetail, row.FailureFix) = (failure.Code, failure.Detail, failure.Fix);
    }, cancellationToken);

    internal Task GoneAsync(HookPlace place, CancellationToken cancellationToken) => database.WriteAsync(
        (db, token) => db.Hooks.Where(h => h.OfGroup == place.OfGroup && h.PlaceId == place.Id).ExecuteDeleteAsync(token), cancellationToken);

    private Task<int> SetAsync(HookPlace place, Action<HookRow> change, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            change(await db.Hooks.SingleAsync(h => h.OfGroup == place.OfGroup && h.PlaceId == place.Id, token));
            return await db.SaveChangesAsync(token);
        },
        cancellationToken);
}
