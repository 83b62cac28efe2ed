using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Audit;

/// <summary>The append-only record of what was changed.</summary>
public interface IAuditTrail
{
    /// <summary>
    /// Appends within somebody's <see cref="IDatabase.WriteAsync"/>: the change and its entry are stored together or not at all. It saves
    /// what <paramref name="db"/> tracks. Called before the write reads anything, concurrent writers queue; called later, they may run again.
    /// </summary>
    /// <exception cref="StorageException">The chain's end was tampered with: nothing can be appended to it.</exception>
    Task AppendAsync(AqueductDb db, AuditEntry entry, CancellationToken cancellationToken);
}

public static class AuditTrailRecording
{
    /// <summary>Appends in a write of its own, for what has happened elsewhere.</summary>
    public static Task RecordAsync(this IAuditTrail trail, IDatabase database, AuditEntry entry, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                await trail.AppendAsync(db, entry, token);
                return true;
            },
            cancellationToken);
}
