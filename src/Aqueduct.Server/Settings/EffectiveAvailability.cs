using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Settings;

/// <summary>What holds at a place, and why.</summary>
/// <param name="Value">For a project on or off; for the others one of the three.</param>
/// <param name="AutoReview">Amazon Q reviews merge requests by itself; never where it is off.</param>
/// <param name="From">Who said <paramref name="Value"/>; null: nobody did, it is what a new installation has.</param>
/// <param name="AutoReviewFrom">Who said <paramref name="AutoReview"/>; null: nobody did, or it is off anyway.</param>
/// <param name="LockedBy">The uppermost place that is always off and lets nothing be set here; null: none.</param>
/// <param name="Own">What was said here, kept while it is locked.</param>
/// <param name="OwnAutoReview">Null: nothing was said here.</param>
/// <param name="Version">Of what was said here; a change may name it to be refused when somebody else was faster.</param>
public sealed record EffectiveAvailability(
    NamedPlace Place,
    AvailabilityValue Value,
    bool AutoReview,
    NamedPlace? From,
    NamedPlace? AutoReviewFrom,
    NamedPlace? LockedBy,
    AvailabilityValue Own,
    bool? OwnAutoReview,
    long Version)
{
    public bool IsOn => Value is AvailabilityValue.DefaultOn or AvailabilityValue.On;

    /// <summary>Whether what was said here makes it other than above.</summary>
    public bool DiffersFrom(EffectiveAvailability parent) =>
        LockedBy is null && (IsOn != parent.IsOn || AutoReview != parent.AutoReview || (Value is AvailabilityValue.NeverOn && parent.Value is not AvailabilityValue.NeverOn));
}
