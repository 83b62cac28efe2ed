namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>Writes into the issue or merge request whose event is dead. Says what came of it; throws only when cancelled.</summary>
internal interface IFailureNotes
{
    Task<NoteResult> PostAsync(EventOrigin origin, string markdown, CancellationToken cancellationToken);
}

internal enum NoteResult
{
    Posted,

    /// <summary>It is not there, and a later call may succeed.</summary>
    TryLater,

    /// <summary>It is not there, and never will be.</summary>
    Refused,

    /// <summary>It may be there.</summary>
    Unknown,
}
