using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Settings;

/// <summary>Where Amazon Q may work. Ours where Aqueduct does the work itself; GitLab's own where it is only GitLab's gateway.</summary>
public interface IAvailability
{
    /// <summary>What holds now, from the store: ask this before work starts and before each write.</summary>
    /// <returns>The failure <c>not-found</c> for a place that GitLab does not have, or that was not seen there yet.</returns>
    Task<Outcome<EffectiveAvailability>> ReadAsync(Place place, CancellationToken cancellationToken);

    /// <summary>What held a second ago at most: for display only. Changes made through this object show at once.</summary>
    ValueTask<Outcome<EffectiveAvailability>> ShowAsync(Place place, CancellationToken cancellationToken);

    /// <param name="idOrPath">GitLab's ID, or the full path as GitLab writes it; nothing else is made of digits alone.</param>
    Task<Outcome<NamedPlace>> FindAsync(PlaceKind kind, string idOrPath, CancellationToken cancellationToken);

    /// <summary>Durable and in the audit when it returns.</summary>
    Task<AvailabilityOutcome> SetAsync(AvailabilityChange change, Actor actor, CancellationToken cancellationToken);

    /// <summary>What <see cref="SetAsync"/> would do.</summary>
    Task<AvailabilityOutcome> PreviewAsync(AvailabilityChange change, CancellationToken cancellationToken);
}
