using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Tree;

/// <summary>How far the mirror of GitLab's groups and projects is.</summary>
/// <param name="IsComplete">Everything was seen at least once: until then a group or project may be missing.</param>
/// <param name="Phase">What is read now.</param>
/// <param name="Groups">Seen in this reading, or in the last one.</param>
/// <param name="Projects">Likewise.</param>
/// <param name="Changes">Groups and projects that wait to be read again.</param>
/// <param name="Failure">What holds it up now; it is tried again by itself.</param>
public sealed record TreeStatus(
    bool IsComplete, TreePhase Phase, long Groups, long Projects, int Changes, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, Failure? Failure);

/// <summary>Where the reading of GitLab's tree stands, so that any process can go on from there.</summary>
public sealed class TreeProgress(IDatabase database, TreeChanges changes, TimeProvider clock)
{
    /// <summary>Longer than any step takes: one call with its repetitions, and what is written after it.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private readonly string owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    public async Task<TreeStatus> ReadAsync(CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync((db, token) => db.TreeSync.SingleOrDefaultAsync(token), cancellationToken) ?? new TreeSyncRow { Id = TreeSyncRow.TheOne };
        var failure = row.FailureCode is { } code ? new Failure(code, row.FailureDetail ?? "", row.FailureFix ?? "") : null;
        return new TreeStatus(
            row.FinishedAt is not null, row.Phase, row.Groups, row.Projects, await changes.CountAsync(cancellationToken), row.StartedAt, row.FinishedAt, failure);
    }

    /// <summary>Of any number of processes one reads. Where no other can be at work, the lease of an earlier one is void.</summary>
    /// <returns>How far the reading is; null when another process reads.</returns>
    internal Task<TreeSyncRow?> TryLeadAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                var now = clock.GetUtcNow();
                var row = await db.TreeSync.SingleOrDefaultAsync(token) ?? db.TreeSync.Add(new TreeSyncRow { Id = TreeSyncRow.TheOne }).Entity;
                if (database.IsShared && row.Lease != owner && row.LeasedUntil > now)
                    return null;
                if (row.Lease != owner || row.LeasedUntil - now < Lease / 2)
                    (row.Lease, row.LeasedUntil) = (owner, now + Lease);
                await db.SaveChangesAsync(token);
                return row;
            },
            cancellationToken);

    /// <summary>A reading from the beginning.</summary>
    internal Task BeginAsync(CancellationToken cancellationToken) =>
        SetAsync(row => (row.Phase, row.Page, row.Cursor, row.Groups, row.Projects, row.StartedAt) = (TreePhase.Groups, 1, 0, 0, 0, clock.GetUtcNow()), cancellationToken);

    internal Task FailAsync(Failure? failure, CancellationToken cancellationToken) =>
        SetAsync(row => (row.FailureCode, row.FailureDetail, row.FailureFix) = (failure?.Code, failure?.Detail, failure?.Fix), cancellationToken);

    private Task<int> SetAsync(Action<TreeSyncRow> change, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                change(await db.TreeSync.SingleAsync(token));
                return await db.SaveChangesAsync(token);
            },
            cancellationToken);
}
