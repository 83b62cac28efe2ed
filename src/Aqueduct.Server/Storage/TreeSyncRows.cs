namespace Aqueduct.Server.Storage;

/// <summary>A group or project that may have changed at GitLab since it was seen; it waits to be read again.</summary>
public sealed class TreeChangeRow
{
    /// <summary>Else it is a project.</summary>
    public required bool OfGroup { get; set; }

    /// <summary>GitLab's.</summary>
    public required long ItemId { get; set; }

    /// <summary>Counts how often it was noted while it waited: what is noted during the reading is read again.</summary>
    public int Version { get; set; }

    public DateTimeOffset NotedAt { get; set; }
}

/// <summary>How far the reading of GitLab's tree is; there is one row.</summary>
public sealed class TreeSyncRow
{
    public const int TheOne = 1;

    public required int Id { get; set; }

    public TreePhase Phase { get; set; }

    /// <summary>The next page of groups, from 1.</summary>
    public int Page { get; set; }

    /// <summary>Everything of the phase's kind up to this ID was seen.</summary>
    public long Cursor { get; set; }

    /// <summary>Seen in this reading, or in the last one.</summary>
    public long Groups { get; set; }

    /// <inheritdoc cref="Groups"/>
    public long Projects { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When everything had been seen the last time; null before the first time.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>What holds it up now.</summary>
    public string? FailureCode { get; set; }

    public string? FailureDetail { get; set; }

    public string? FailureFix { get; set; }

    /// <summary>Which process reads, until <see cref="LeasedUntil"/>.</summary>
    public string? Lease { get; set; }

    public DateTimeOffset? LeasedUntil { get; set; }
}

public enum TreePhase
{
    /// <summary>Nothing is read but what has changed.</summary>
    Waiting,
    Groups,
    Projects,
}
