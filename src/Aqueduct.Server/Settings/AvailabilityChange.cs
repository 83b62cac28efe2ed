using Aqueduct.Server.Storage;
using Aqueduct.Setup;

namespace Aqueduct.Server.Settings;

/// <summary>What somebody wants to be said at a place.</summary>
/// <param name="Value">Null keeps what was said; <see cref="AvailabilityValue.Inherit"/> takes it back, automatic review with it.</param>
/// <param name="AutoReview">Null keeps what was said, unless that goes with <paramref name="Value"/>.</param>
/// <param name="IfVersion">Refused when <see cref="EffectiveAvailability.Version"/> is another by now; null does not look.</param>
public sealed record AvailabilityChange(Place Place, AvailabilityValue? Value, bool? AutoReview, long? IfVersion);

/// <summary>Who changes it, and how it came here.</summary>
/// <param name="OnBehalfOf">As whom; null: as themselves.</param>
/// <param name="Source">Such as <c>local socket</c>.</param>
public sealed record Actor(string Name, string? OnBehalfOf, string Source, string CorrelationId);

/// <summary>What came of a change.</summary>
/// <param name="Before">Null when there is no such place.</param>
/// <param name="Now">What holds then; null with a failure.</param>
public sealed record AvailabilityOutcome(ChangeStatus Status, EffectiveAvailability? Before, EffectiveAvailability? Now, Failure? Failure)
{
    internal static AvailabilityOutcome Refused(ChangeStatus status, EffectiveAvailability? before, Failure failure) => new(status, before, null, failure);
}

public enum ChangeStatus
{
    Changed,
    Unchanged,
    NotFound,

    /// <summary>Somebody else changed it since it was read.</summary>
    Conflict,

    /// <summary>Something above is always off.</summary>
    Locked,

    /// <summary>The value does not exist there.</summary>
    Invalid,

    /// <summary>GitLab did not do it.</summary>
    Refused,
}
