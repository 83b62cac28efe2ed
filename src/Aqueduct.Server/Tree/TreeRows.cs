using System.Diagnostics.CodeAnalysis;
using Aqueduct.GitLab.Tree;
using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Tree;

/// <summary>Single groups and projects of the mirror. A group that moves takes everything below along, in portions between which others write.</summary>
internal sealed class TreeRows(IDatabase database)
{
    /// <summary>Groups whose rows and projects change in one transaction.</summary>
    private const int Portion = 200;

    public Task PlaceAsync(ProjectNode node, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                if (await db.TreeProjects.SingleOrDefaultAsync(p => p.Id == node.Id, token) is { } row)
                    row.Become(node);
                else
                    db.TreeProjects.Add(node.ToRow());
                return await db.SaveChangesAsync(token);
            },
            cancellationToken);

    /// <summary>1. What is below gets its new path; 2. the group itself does, last: cut short, it begins again.</summary>
    public async Task PlaceAsync(GroupNode node, CancellationToken cancellationToken)
    {
        var before = await database.ReadAsync((db, token) => db.TreeGroups.SingleOrDefaultAsync(g => g.Id == node.Id, token), cancellationToken);
        if (before is not null && before.FullPath != node.FullPath)
            await MoveBelowAsync(node.Id, $"{before.FullPath}/", $"{node.FullPath}/", cancellationToken);
        await database.WriteAsync(
            async (db, token) =>
            {
                if (await db.TreeGroups.SingleOrDefaultAsync(g => g.Id == node.Id, token) is { } row)
                    (row.ParentId, row.Name, row.Path, row.FullPath) = (node.ParentId, node.Name, node.Path, node.FullPath);
                else
                    db.TreeGroups.Add(node.ToRow());
                return await db.SaveChangesAsync(token);
            },
            cancellationToken);
    }

    public Task RemoveAsync(TreeItem item, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (db, token) => item.OfGroup
                ? db.TreeGroups.Where(g => g.Id == item.Id).ExecuteDeleteAsync(token)
                : db.TreeProjects.Where(p => p.Id == item.Id).ExecuteDeleteAsync(token),
            cancellationToken);

    /// <returns>Some of the groups and projects directly below, in the order of their IDs; empty when there is none after those.</returns>
    public Task<List<TreeItem>> ChildrenAsync(long groupId, TreeItem after, int most, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (db, token) =>
            {
                var groups = after.OfGroup
                    ? await db.TreeGroups.Where(g => g.ParentId == groupId && g.Id > after.Id).OrderBy(g => g.Id).Take(most).Select(g => g.Id).ToListAsync(token)
                    : [];
                var firstProject = after.OfGroup ? 0 : after.Id;
                var projects = await db.TreeProjects.Where(p => p.GroupId == groupId && p.Id > firstProject).OrderBy(p => p.Id)
                    .Take(most - groups.Count).Select(p => p.Id).ToListAsync(token);
                return groups.Select(TreeItem.Group).Concat(projects.Select(TreeItem.Project)).ToList();
            },
            cancellationToken);

    public Task<bool> IsKnownAsync(long groupId, string fullPath, CancellationToken cancellationToken) =>
        database.ReadAsync((db, token) => db.TreeGroups.AnyAsync(g => g.Id == groupId && g.FullPath == fullPath, token), cancellationToken);

    [SuppressMessage("Performance", "CA1845:Use span-based 'string.Concat'", Justification = "It becomes SQL.")]
    private async Task MoveBelowAsync(long groupId, string from, string to, CancellationToken cancellationToken)
    {
        // The path alone does not say what is below: another group may have taken it meanwhile.
        foreach (var portion in (await BelowAsync(groupId, cancellationToken)).Chunk(Portion))
        {
            var (end, length) = ($"{from[..^1]}0", from.Length); // '0' comes after '/': everything that begins with `from` lies between
            await database.WriteAsync(
                async (db, token) =>
                {
                    await db.TreeProjects
                        .Where(p => portion.Contains(p.GroupId!.Value) && p.FullPath.CompareTo(from) > 0 && p.FullPath.CompareTo(end) < 0)
                        .ExecuteUpdateAsync(set => set.SetProperty(p => p.FullPath, p => to + p.FullPath.Substring(length)), token);
                    return await db.TreeGroups
                        .Where(g => portion.Contains(g.Id) && g.Id != groupId && g.FullPath.CompareTo(from) > 0 && g.FullPath.CompareTo(end) < 0)
                        .ExecuteUpdateAsync(set => set.SetProperty(g => g.FullPath, g => to + g.FullPath.Substring(length)), token);
                },
                cancellationToken);
        }
    }

    /// <returns>The group and all below it: their IDs alone are held.</returns>
    private async Task<List<long>> BelowAsync(long groupId, CancellationToken cancellationToken)
    {
        List<long> all = [groupId];
        HashSet<long> seen = [groupId];
        for (var done = 0; done < all.Count;)
        {
            var parents = all.Skip(done).Take(1000).Select(id => (long?)id).ToArray();
            done += parents.Length;
            var children = await database.ReadAsync(
                (db, token) => db.TreeGroups.Where(g => parents.Contains(g.ParentId)).Select(g => g.Id).ToListAsync(token), cancellationToken);
            all.AddRange(children.Where(seen.Add)); // rows of different moments may form a ring
        }
        return all;
    }
}
