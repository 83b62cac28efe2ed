using System.Runtime.CompilerServices;
using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Hooks;

/// <summary>
/// Where a hook is to be, so that each project that is on has exactly one. With group hooks: the topmost groups that are on, and the projects that
/// are on while no group above them is. A project that is off below a hook of a group is told of all the same: its deliveries are dropped here.
/// </summary>
internal sealed class WantedPlaces
{
    private const int AtOnce = 500;

    private readonly IDatabase database;
    private readonly IAvailabilityOfPlaces availability;
    private readonly HashSet<long> covered = [];
    private readonly HashSet<long> groups = [];

    private WantedPlaces(IDatabase database, IAvailabilityOfPlaces availability) => (this.database, this.availability) = (database, availability);

    /// <summary>The groups that are to have one.</summary>
    public IReadOnlyCollection<long> Groups => groups;

    /// <param name="groupHooks">Whether the plan of the instance has hooks of groups.</param>
    public static async Task<WantedPlaces> ReadAsync(IDatabase database, IAvailabilityOfPlaces availability, bool groupHooks, CancellationToken cancellationToken)
    {
        var wanted = new WantedPlaces(database, availability);
        if (groupHooks)
            await wanted.CoverAsync(cancellationToken);
        return wanted;
    }

    /// <summary>The projects that are to have one, in portions.</summary>
    public async IAsyncEnumerable<IReadOnlyCollection<long>> ProjectsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0L; ;)
        {
            var page = await database.ReadAsync(
                (db, token) => db.TreeProjects.Where(p => p.Id > after).OrderBy(p => p.Id).Take(AtOnce).Select(p => new { p.Id, p.GroupId }).ToListAsync(token), cancellationToken);
            if (page.Count == 0)
                yield break;
            after = page[^1].Id;
            var open = page.Where(p => p.GroupId is not { } group || !covered.Contains(group)).Select(p => p.Id).ToList();
            yield return open.Count > 0 ? (IReadOnlyCollection<long>)await availability.ProjectsOnAsync(open, cancellationToken) : [];
        }
    }

    /// <summary>Of those projects.</summary>
    public async Task<IReadOnlySet<long>> OfProjectsAsync(IReadOnlyCollection<long> projects, CancellationToken cancellationToken)
    {
        var open = await database.ReadAsync(
            (db, token) => db.TreeProjects.Where(p => projects.Contains(p.Id)).Select(p => new { p.Id, p.GroupId }).ToListAsync(token), cancellationToken);
        return await availability.ProjectsOnAsync([.. open.Where(p => p.GroupId is not { } group || !covered.Contains(group)).Select(p => p.Id)], cancellationToken);
    }

    // Level by level from the top: what is below a group that has a hook is not asked about any more.
    private async Task CoverAsync(CancellationToken cancellationToken)
    {
        var all = await database.ReadAsync((db, token) => db.TreeGroups.Select(g => new { g.Id, g.ParentId }).ToListAsync(token), cancellationToken);
        var children = all.ToLookup(g => g.ParentId, g => g.Id);
        var level = children[null].ToList();
        while (level.Count > 0)
        {
            var on = new HashSet<long>();
            foreach (var portion in level.Chunk(AtOnce))
                on.UnionWith(await availability.GroupsOnAsync(portion, cancellationToken));
            groups.UnionWith(on);
            foreach (var group in on)
                Cover(group);
            level = [.. level.Where(g => !on.Contains(g)).SelectMany(g => children[g])];
        }

        void Cover(long top)
        {
            var open = new Stack<long>([top]);
            while (open.TryPop(out var group))
            {
                if (!covered.Add(group))
                    continue;
                foreach (var child in children[group])
                    open.Push(child);
            }
        }
    }
}
