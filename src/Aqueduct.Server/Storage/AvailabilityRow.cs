namespace Aqueduct.Server.Storage;

/// <summary>
/// What somebody said about one place. A row stays when it says nothing any more, so that <see cref="Version"/> never goes back;
/// it also stays while something above locks it.
/// </summary>
public sealed class AvailabilityRow
{
    public required PlaceKind Kind { get; set; }

    /// <summary>GitLab's ID of the group or project; 0 for the instance.</summary>
    public required long PlaceId { get; set; }

    public AvailabilityValue Value { get; set; }

    /// <summary>Null: as above.</summary>
    public bool? AutoReview { get; set; }

    /// <summary>Counts all changes of all places: the newest change has the highest.</summary>
    public long Version { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}

public enum PlaceKind
{
    Instance,
    Group,
    Project,
}

/// <summary>The instance and groups have the three with a default in their name; projects have <see cref="On"/> and <see cref="Off"/>.</summary>
public enum AvailabilityValue
{
    /// <summary>Nothing is said here: as above.</summary>
    Inherit,
    DefaultOn,
    DefaultOff,
    NeverOn,
    On,
    Off,
}
