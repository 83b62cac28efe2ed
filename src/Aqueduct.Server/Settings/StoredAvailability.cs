using System.Globalization;
using Aqueduct.Server.Audit;
using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Settings;

/// <summary>Availability as Aqueduct keeps it itself. A change writes one row, whatever stands below.</summary>
internal sealed class StoredAvailability(IDatabase database, IAuditTrail audit, TimeProvider clock) : IAvailability
{
    private readonly ShownAvailability shown = new(clock);

    public async Task<Outcome<EffectiveAvailability>> ReadAsync(Place place, CancellationToken cancellationToken) =>
        await ChainAsync(place, cancellationToken) is { } chain ? Cascade.Of(chain) : PlaceFailures.Unknown(place);

    public ValueTask<Outcome<EffectiveAvailability>> ShowAsync(Place place, CancellationToken cancellationToken) =>
        shown.GetAsync(place, ReadAsync, cancellationToken);

    public async Task<Outcome<NamedPlace>> FindAsync(PlaceKind kind, string idOrPath, CancellationToken cancellationToken) =>
        kind is PlaceKind.Instance
            ? NamedPlace.Instance
            : await database.ReadAsync((db, token) => FindAsync(db, kind, idOrPath, token), cancellationToken) is { } found ? found : PlaceFailures.Unknown(kind, idOrPath);

    public async Task<AvailabilityOutcome> PreviewAsync(AvailabilityChange change, CancellationToken cancellationToken) =>
        Apply(await ChainAsync(change.Place, cancellationToken), change);

    public async Task<AvailabilityOutcome> SetAsync(AvailabilityChange change, Actor actor, CancellationToken cancellationToken)
    {
        var outcome = await database.WriteAsync((db, token) => SetAsync(db, change, actor, token), cancellationToken);
        if (outcome.Status is ChangeStatus.Changed)
            shown.Forget();
        return outcome;
    }

    private Task<IReadOnlyList<Level>?> ChainAsync(Place place, CancellationToken cancellationToken) =>
        database.ReadAsync((db, token) => LevelReader.ReadAsync(db, place, token), cancellationToken);

    private static AvailabilityOutcome Apply(IReadOnlyList<Level>? chain, AvailabilityChange change) => chain is null
        ? AvailabilityOutcome.Refused(ChangeStatus.NotFound, null, PlaceFailures.Unknown(change.Place))
        : ChangeRules.Apply(chain, change);

    private async Task<AvailabilityOutcome> SetAsync(AqueductDb db, AvailabilityChange change, Actor actor, CancellationToken cancellationToken)
    {
        var outcome = Apply(await LevelReader.ReadAsync(db, change.Place, cancellationToken), change);
        if (outcome is not { Status: ChangeStatus.Changed, Before: { } before, Now: { } now })
            return outcome;

        var row = await db.Availability.FirstOrDefaultAsync(r => r.Kind == change.Place.Kind && r.PlaceId == change.Place.Id, cancellationToken);
        if (row is null)
            db.Availability.Add(row = new AvailabilityRow { Kind = change.Place.Kind, PlaceId = change.Place.Id });
        var last = await db.Availability.MaxAsync(r => (long?)r.Version, cancellationToken) ?? 0;
        (row.Value, row.AutoReview, row.Version, row.ChangedAt) = (now.Own, now.OwnAutoReview, last + 1, clock.GetUtcNow());
        await audit.AppendAsync(db, AuditEntries.Of(before, now, actor), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return outcome with { Now = now with { Version = row.Version } };
    }

    private static Task<NamedPlace?> FindAsync(AqueductDb db, PlaceKind kind, string idOrPath, CancellationToken cancellationToken)
    {
        var id = long.TryParse(idOrPath, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null;
        // Of two with one path the newer is the one that has it now.
        return kind is PlaceKind.Group
            ? db.TreeGroups.Where(g => id == null ? g.FullPath == idOrPath : g.Id == id).OrderByDescending(g => g.Id)
                .Select(g => new NamedPlace(PlaceKind.Group, g.Id, g.FullPath)).FirstOrDefaultAsync(cancellationToken)
            : db.TreeProjects.Where(p => id == null ? p.FullPath == idOrPath : p.Id == id).OrderByDescending(p => p.Id)
                .Select(p => new NamedPlace(PlaceKind.Project, p.Id, p.FullPath)).FirstOrDefaultAsync(cancellationToken);
    }
}
