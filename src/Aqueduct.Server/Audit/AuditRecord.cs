namespace Aqueduct.Server.Audit;

/// <summary>An entry as it is shown; what was erased is <see cref="Erased"/>.</summary>
/// <param name="Hash">Of this entry and all before it, in hexadecimal.</param>
public sealed record AuditRecord(
    long Sequence, DateTimeOffset At, string Actor, string? OnBehalfOf, string Action, string Target, string? Before, string? After,
    string Source, string CorrelationId, string Hash)
{
    public const string Erased = "(erased)";
}

/// <param name="More">Whether others follow the last one.</param>
public sealed record AuditPage(IReadOnlyList<AuditRecord> Entries, bool More);

/// <summary>Which entries; null leaves a filter out.</summary>
/// <param name="Since">From this time on.</param>
/// <param name="Until">Before this time.</param>
/// <param name="Actor">Exactly this name.</param>
/// <param name="Action">This action, or with a dot at the end all that begin so.</param>
/// <param name="Target">Exactly this target; one that names a person is not found by it.</param>
/// <param name="After">Those after this sequence, oldest first.</param>
/// <param name="Before">Those before this sequence, newest first: the default order.</param>
public sealed record AuditQuery(
    DateTimeOffset? Since = null, DateTimeOffset? Until = null, string? Actor = null, string? Action = null, string? Target = null,
    long? After = null, long? Before = null, int Limit = 50)
{
    public const int MostEntries = 1000;
}

/// <summary>What a command in its own process did. Who did it, the server sees for itself.</summary>
public sealed record AuditReport(string Action, string Target, string? Before, string? After);

/// <summary>Who acts, from where: what the receiver of a call knows, not what its sender says.</summary>
public sealed record AuditOrigin(string Actor, string Source, string CorrelationId)
{
    public AuditEntry Did(string action, string target, string? before = null, string? after = null) =>
        new(Actor, null, action, target, before, after, Source, CorrelationId);
}

/// <param name="From">The first entry that is kept; those before it were deleted as <c>audit.retention_days</c> says.</param>
/// <param name="To">The last entry; 0: there is none yet.</param>
/// <param name="Head">The hash of the last entry: noted elsewhere, it proves later that nothing up to here was rewritten.</param>
/// <param name="Checkpoints">How many signatures were right.</param>
/// <param name="PublicKey">Of the checkpoints, as PEM; null before the first entry.</param>
/// <param name="Faults">What was tampered with, oldest first.</param>
public sealed record AuditVerification(bool Passed, long From, long To, string Head, int Checkpoints, string? PublicKey, IReadOnlyList<string> Faults);

/// <summary>What an operator does with the trail: in this process, or in the running server.</summary>
public interface IAuditAdministration
{
    Task RecordAsync(AuditReport report, CancellationToken cancellationToken);

    Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken);

    /// <returns>Null when there is none of that number, or no longer.</returns>
    Task<AuditRecord?> FindAsync(long sequence, CancellationToken cancellationToken);

    Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken);

    /// <summary>Destroys the person's key: what was sealed under it cannot be read again. The chain does not change.</summary>
    /// <returns>False when the trail does not know the person.</returns>
    Task<bool> EraseAsync(string person, CancellationToken cancellationToken);
}
