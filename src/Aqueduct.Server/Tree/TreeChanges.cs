using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Tree;

/// <summary>
/// Groups and projects that wait to be read again from GitLab. What told of them says only which: their state is always GitLab's own answer.
/// </summary>
public sealed class TreeChanges(IDatabase database, TimeProvider clock)
{
    /// <summary>Wakes the reading in this process.</summary>
    internal WakeUp WakeUp { get; } = new();

    /// <summary>Durable when it returns. What waits already waits once.</summary>
    public async Task NoteAsync(TreeItem item, CancellationToken cancellationToken)
    {
        await database.WriteAsync(async (db, token) => { await NoteAsync(db, [item], clock.GetUtcNow(), token); return true; }, cancellationToken);
        WakeUp.Signal();
    }

    /// <summary>How many wait.</summary>
    public Task<int> CountAsync(CancellationToken cancellationToken) => database.ReadAsync((db, token) => db.TreeChanges.CountAsync(token), cancellationToken);

    internal static async Task NoteAsync(AqueductDb db, IReadOnlyCollection<TreeItem> items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (ofGroup, id) in items)
        {
            if (await db.TreeChanges.FindAsync([ofGroup, id], cancellationToken) is { } waiting)
                waiting.Version++;
            else
                db.TreeChanges.Add(new TreeChangeRow { OfGroup = ofGroup, ItemId = id, Version = 1, NotedAt = now });
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <returns>The one that waits longest; null when none does.</returns>
    internal Task<TreeChangeRow?> OldestAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            (db, token) => db.TreeChanges.OrderBy(c => c.NotedAt).ThenBy(c => c.OfGroup).ThenBy(c => c.ItemId).FirstOrDefaultAsync(token), cancellationToken);

    /// <summary>It was read; what was noted during that stays.</summary>
    internal Task<int> DoneAsync(TreeChangeRow read, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (db, token) => db.TreeChanges.Where(c => c.OfGroup == read.OfGroup && c.ItemId == read.ItemId && c.Version == read.Version).ExecuteDeleteAsync(token),
            cancellationToken);
}
