namespace Aqueduct.Server.Storage;

/// <summary>
/// An event from GitLab that Amazon Q has not taken yet, or never will. It waits while <see cref="DiedAt"/> is null; of the waiting ones of
/// an order key only the oldest is attempted.
/// </summary>
public sealed class GatewayEventRow
{
    /// <summary>Ascending in the order of arrival.</summary>
    public long Id { get; set; }

    public required string OrderKey { get; set; }

    public required string RoleArn { get; set; }

    public required string UserId { get; set; }

    public required string EventId { get; set; }

    /// <summary>By which Amazon Q recognises a repetition; what is sealed here is bound to it.</summary>
    public required string ClientToken { get; set; }

    public required string CorrelationId { get; set; }

    /// <summary>The project of the issue or merge request the event is of; null when it is of neither.</summary>
    public string? ProjectId { get; set; }

    public bool OfMergeRequest { get; set; }

    public string? Iid { get; set; }

    public string? DiscussionId { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>When it may be attempted, or attempted again if the lease holder does not come back; null while it stands behind an older one, or is dead.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Who attempts it now, until <see cref="DueAt"/>.</summary>
    public string? Lease { get; set; }

    /// <summary>Begun so far; with <see cref="Lease"/> the guard of what an attempt leaves behind.</summary>
    public int Attempts { get; set; }

    /// <summary>Of the last failed attempt, or of its death.</summary>
    public string? FailureCode { get; set; }

    public string? FailureDetail { get; set; }

    public string? FailureFix { get; set; }

    public DateTimeOffset? DiedAt { get; set; }

    public FailureNote Note { get; set; }

    /// <summary>GitLab's authorization code; null when there was none, and once the event is dead.</summary>
    public byte[]? SealedCode { get; set; }

    /// <summary>What Amazon Q is to get. The last column: it may be large, and SQLite reads a row from its beginning.</summary>
    public required byte[] SealedEvent { get; set; }
}

/// <summary>How far the note is that tells the user of a dead event. It is written at most once: after <see cref="Trying"/> nothing follows by itself.</summary>
public enum FailureNote
{
    None,

    Wanted,

    /// <summary>The call was begun; if nothing follows, nobody knows how it ended.</summary>
    Trying,

    Posted,

    Failed,
}
