using Aqueduct.GitLab.Tree;
using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Tree;

/// <summary>
/// Lays a page of GitLab's list over the rows of the same stretch of IDs: 1. what is new is added; 2. what differs is changed, but for moved
/// groups, which take everything below along; 3. moved groups, rows that are not on the page, and groups that are named and not known wait to be
/// read again one by one; 4. the progress is kept. One transaction: a page counts wholly or not at all.
/// </summary>
internal sealed class TreePages(IDatabase database, TimeProvider clock)
{
    public Task LayAsync(TreeSyncRow at, NodePage<GroupNode> page, CancellationToken cancellationToken) =>
        database.WriteAsync(async (db, token) => { await LayAsync(db, at, page, token); return true; }, cancellationToken);

    public Task LayAsync(TreeSyncRow at, NodePage<ProjectNode> page, CancellationToken cancellationToken) =>
        database.WriteAsync(async (db, token) => { await LayAsync(db, at, page, token); return true; }, cancellationToken);

    private async Task LayAsync(AqueductDb db, TreeSyncRow at, NodePage<GroupNode> page, CancellationToken cancellationToken)
    {
        var (first, last) = Stretch(at.Cursor, page, g => g.Id);
        var listed = page.Items.Select(g => g.Id).ToArray();
        var rows = await db.TreeGroups.Where(g => (g.Id > first && g.Id <= last) || listed.Contains(g.Id)).ToDictionaryAsync(g => g.Id, cancellationToken);
        List<TreeItem> again = [];
        foreach (var group in page.Items)
        {
            if (!rows.Remove(group.Id, out var row))
                db.TreeGroups.Add(group.ToRow());
            else if (row.FullPath != group.FullPath || row.ParentId != group.ParentId)
                again.Add(TreeItem.Group(group.Id));
            else
                row.Name = group.Name;
        }

        again.AddRange(rows.Keys.Select(TreeItem.Group));
        again.AddRange(await UnknownAsync(db, page.Items.Select(g => g.ParentId), cancellationToken));
        await KeepAsync(db, again, row =>
        {
            row.Groups += page.Items.Count;
            if (page.HasMore)
                (row.Page, row.Cursor) = (row.Page + 1, last);
            else
                (row.Phase, row.Page, row.Cursor) = (TreePhase.Projects, 0, 0);
        }, cancellationToken);
    }

    private async Task LayAsync(AqueductDb db, TreeSyncRow at, NodePage<ProjectNode> page, CancellationToken cancellationToken)
    {
        var (first, last) = Stretch(at.Cursor, page, p => p.Id);
        var listed = page.Items.Select(p => p.Id).ToArray();
        var rows = await db.TreeProjects.Where(p => (p.Id > first && p.Id <= last) || listed.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        foreach (var project in page.Items)
        {
            if (rows.Remove(project.Id, out var row))
                row.Become(project);
            else
                db.TreeProjects.Add(project.ToRow());
        }

        List<TreeItem> again = [.. rows.Keys.Select(TreeItem.Project)];
        again.AddRange(await UnknownAsync(db, page.Items.Select(p => p.GroupId), cancellationToken));
        await KeepAsync(db, again, row =>
        {
            row.Projects += page.Items.Count;
            if (page.HasMore)
                row.Cursor = last;
            else
                (row.Phase, row.Cursor, row.FinishedAt) = (TreePhase.Waiting, 0, clock.GetUtcNow());
        }, cancellationToken);
    }

    /// <summary>What the page speaks of: after the last one seen, up to its own last one; the last page speaks of all that would come.</summary>
    private static (long First, long Last) Stretch<T>(long cursor, NodePage<T> page, Func<T, long> id) =>
        (cursor, page.HasMore && page.Items.Count > 0 ? Math.Max(cursor, page.Items.Max(id)) : long.MaxValue);

    private static async Task<IEnumerable<TreeItem>> UnknownAsync(AqueductDb db, IEnumerable<long?> named, CancellationToken cancellationToken)
    {
        var ids = named.OfType<long>().ToHashSet();
        ids.ExceptWith(db.TreeGroups.Local.Select(g => g.Id));
        if (ids.Count > 0)
            ids.ExceptWith(await db.TreeGroups.Where(g => ids.Contains(g.Id)).Select(g => g.Id).ToListAsync(cancellationToken));
        return ids.Select(TreeItem.Group);
    }

    private async Task KeepAsync(AqueductDb db, List<TreeItem> again, Action<TreeSyncRow> advance, CancellationToken cancellationToken)
    {
        await TreeChanges.NoteAsync(db, again, clock.GetUtcNow(), cancellationToken);
        advance(await db.TreeSync.SingleAsync(cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
    }
}
