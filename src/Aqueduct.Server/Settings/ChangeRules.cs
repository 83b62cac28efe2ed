using Aqueduct.Server.Storage;
using Aqueduct.Setup;

namespace Aqueduct.Server.Settings;

/// <summary>What a change may do.</summary>
internal static class ChangeRules
{
    /// <param name="chain">From the instance down to the place that changes.</param>
    /// <returns>Refused, or what would hold; nothing is stored.</returns>
    public static AvailabilityOutcome Apply(IReadOnlyList<Level> chain, AvailabilityChange change)
    {
        var before = Cascade.Of(chain);
        if (change.Value is { } wanted && wanted is not AvailabilityValue.Inherit && !AvailabilityWords.ValuesOf(before.Place.Kind).Contains(wanted))
            return AvailabilityOutcome.Refused(ChangeStatus.Invalid, before, NoSuchValue(before.Place, wanted));
        if (change.IfVersion is { } version && version != before.Version)
            return AvailabilityOutcome.Refused(ChangeStatus.Conflict, before, ChangedMeanwhile(before.Place));
        if (before.LockedBy is { } locking)
            return AvailabilityOutcome.Refused(ChangeStatus.Locked, before, Locked(before.Place, locking));

        var said = chain[^1] with { Value = change.Value ?? before.Own, AutoReview = ReviewAfter(change, before) };
        var now = Cascade.Of([.. chain.Take(chain.Count - 1), said]);
        if (change.AutoReview is true && !now.IsOn)
            return AvailabilityOutcome.Refused(ChangeStatus.Invalid, before, ReviewNeedsOn(before.Place));
        return new AvailabilityOutcome(said == chain[^1] ? ChangeStatus.Unchanged : ChangeStatus.Changed, before, now, null);
    }

    private static bool? ReviewAfter(AvailabilityChange change, EffectiveAvailability before) =>
        Cascade.IsOff(change.Value ?? before.Own) ? null
        : change.Value is AvailabilityValue.Inherit ? change.AutoReview
        : change.AutoReview ?? before.OwnAutoReview;

    private static Failure NoSuchValue(NamedPlace place, AvailabilityValue value) => new(
        "availability-invalid", $"{AvailabilityWords.Of(value)} is no value for the {place}.",
        $"Use {string.Join(", ", AvailabilityWords.ValuesOf(place.Kind).Select(AvailabilityWords.Of))} or inherit.");

    private static Failure ChangedMeanwhile(NamedPlace place) => new(
        "availability-conflict", $"Somebody else changed the {place} since it was read.", "Read it again, then decide again.");

    private static Failure Locked(NamedPlace place, NamedPlace by) => new(
        "availability-locked", $"The {by} is always off, which locks the {place}. What was set below is kept.",
        $"Set the {by} to default_off or default_on first.");

    private static Failure ReviewNeedsOn(NamedPlace place) => new(
        "auto-review-needs-on", $"Automatic review needs Amazon Q to be on, and for the {place} it is off.",
        $"Set the {place} to {AvailabilityWords.Of(AvailabilityWords.ValuesOf(place.Kind)[0])} with it.");
}
