using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Settings;

/// <summary>What stands below a place, and where something else holds than above; a page at a time, for display.</summary>
public sealed class AvailabilityTree(IDatabase database)
{
    /// <summary>Of one page.</summary>
    public const int MostItems = 200;

    // So that a page takes tens of milliseconds, however much was said elsewhere.
    private const int MostExamined = 100;

    /// <summary>The groups, then the projects directly below, each by its path.</summary>
    /// <param name="after">The end of the page before: <see cref="TreePage.Next"/>.</param>
    /// <returns>The failure <c>not-found</c> or <c>invalid-cursor</c>.</returns>
    public Task<Outcome<TreePage>> ChildrenAsync(Place parent, string? after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync((db, token) => ChildrenAsync(db, parent, after, limit, token), cancellationToken);

    /// <summary>The places below that turned it on or off, or automatic review, other than above them. A page may hold few or none, and yet not be the last.</summary>
    /// <inheritdoc cref="ChildrenAsync(Place, string, int, CancellationToken)"/>
    public Task<Outcome<TreePage>> DifferingAsync(Place under, string? after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync((db, token) => DifferingAsync(db, under, after, limit, token), cancellationToken);

    private static async Task<Outcome<TreePage>> ChildrenAsync(AqueductDb db, Place parent, string? after, int limit, CancellationToken cancellationToken)
    {
        if (await LevelReader.ReadAsync(db, parent, cancellationToken) is not { } chain)
            return PlaceFailures.Unknown(parent);
        if (!Cursor.TryParse(after, out var start))
            return PlaceFailures.InvalidCursor;

        var id = parent.Kind is PlaceKind.Group ? parent.Id : (long?)null;
        var found = new List<Child>();
        if (parent.Kind is not PlaceKind.Project && start.Kind is PlaceKind.Group)
            found.AddRange(await GroupsAsync(db, id, start, limit + 1, cancellationToken));
        if (parent.Kind is not PlaceKind.Project && found.Count <= limit)
            found.AddRange(await ProjectsAsync(db, id, start.Kind is PlaceKind.Project ? start : Cursor.FirstProject, limit + 1 - found.Count, cancellationToken));

        var page = found.Take(limit).ToList();
        return new TreePage(
            Cascade.Of(chain), [.. page.Select(child => new TreeItem(child.Name, Cascade.Of([.. chain, child.Level])))],
            found.Count > limit ? Cursor.After(page[^1].Level.Place) : null);
    }

    private static async Task<List<Child>> GroupsAsync(AqueductDb db, long? parentId, Cursor start, int most, CancellationToken cancellationToken)
    {
        var rows = await (
            from g in db.TreeGroups.Where(g => g.ParentId == parentId).Where(g => string.Compare(g.Path, start.Path) > 0 || (g.Path == start.Path && g.Id > start.Id))
                .OrderBy(g => g.Path).ThenBy(g => g.Id).Take(most)
            join a in db.Availability.Where(a => a.Kind == PlaceKind.Group) on g.Id equals a.PlaceId into said
            from a in said.DefaultIfEmpty()
            orderby g.Path, g.Id
            select new { g.Id, g.Name, g.FullPath, Said = a }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new Child(r.Name, LevelOf(new NamedPlace(PlaceKind.Group, r.Id, r.FullPath), r.Said)))];
    }

    private static async Task<List<Child>> ProjectsAsync(AqueductDb db, long? groupId, Cursor start, int most, CancellationToken cancellationToken)
    {
        var rows = await (
            from p in db.TreeProjects.Where(p => p.GroupId == groupId).Where(p => string.Compare(p.Path, start.Path) > 0 || (p.Path == start.Path && p.Id > start.Id))
                .OrderBy(p => p.Path).ThenBy(p => p.Id).Take(most)
            join a in db.Availability.Where(a => a.Kind == PlaceKind.Project) on p.Id equals a.PlaceId into said
            from a in said.DefaultIfEmpty()
            orderby p.Path, p.Id
            select new { p.Id, p.Name, p.FullPath, Said = a }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new Child(r.Name, LevelOf(new NamedPlace(PlaceKind.Project, r.Id, r.FullPath), r.Said)))];
    }

    private static async Task<Outcome<TreePage>> DifferingAsync(AqueductDb db, Place under, string? after, int limit, CancellationToken cancellationToken)
    {
        if (await LevelReader.ReadAsync(db, under, cancellationToken) is not { } top)
            return PlaceFailures.Unknown(under);
        if (!Cursor.TryParse(after, out var start))
            return PlaceFailures.InvalidCursor;

        var said = await SaidAsync(db, start, cancellationToken);
        var items = new List<TreeItem>();
        foreach (var (at, place) in said.Index())
        {
            if (await LevelReader.ReadAsync(db, place, cancellationToken) is { } chain && Differing(chain, under) is { } differing)
                items.Add(differing);
            if (items.Count == limit || at == MostExamined - 1)
                return new TreePage(Cascade.Of(top), items, Cursor.After(new(place.Kind, place.Id, "")));
        }

        return new TreePage(Cascade.Of(top), items, Next: null);
    }

    /// <returns>Null where it is as above, or elsewhere.</returns>
    private static TreeItem? Differing(IReadOnlyList<Level> chain, Place under)
    {
        var (effective, above) = (Cascade.Of(chain), chain.SkipLast(1).ToList());
        return above.Any(l => l.Place.Place == under) && effective.DiffersFrom(Cascade.Of(above)) ? new TreeItem(effective.Place.LastPart, effective) : null;
    }

    private static Task<List<Place>> SaidAsync(AqueductDb db, Cursor after, CancellationToken cancellationToken) => db.Availability
        .Where(a => a.Kind > after.Kind || (a.Kind == after.Kind && a.PlaceId > after.Id))
        .Where(a => a.Kind != PlaceKind.Instance && (a.Value != AvailabilityValue.Inherit || a.AutoReview != null))
        .OrderBy(a => a.Kind).ThenBy(a => a.PlaceId).Take(MostExamined).Select(a => new Place(a.Kind, a.PlaceId)).ToListAsync(cancellationToken);

    private sealed record Child(string Name, Level Level);

    private static Level LevelOf(NamedPlace place, AvailabilityRow? said) =>
        said is null ? Level.Silent(place) : new Level(place, said.Value, said.AutoReview, said.Version);
}
