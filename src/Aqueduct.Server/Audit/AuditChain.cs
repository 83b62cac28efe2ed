using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Audit;

/// <summary>The chain's one row, in a write.</summary>
internal static class AuditChain
{
    /// <summary>
    /// Nobody else appends until this write has ended. SQLite has one writer anyway. On PostgreSQL LOCK TABLE takes no snapshot, so a write
    /// that begins with it sees what the one before it left; one that read before loses the conflict on the row, and runs again.
    /// </summary>
    public static async Task<(AuditChainRow Row, ChainHead Head)> LockAsync(AqueductDb db, ISealer sealer, CancellationToken cancellationToken)
    {
        var chain = db.AuditChain.AsQueryable();
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlRawAsync("LOCK TABLE audit_chain IN EXCLUSIVE MODE", cancellationToken);
            chain = db.AuditChain.FromSqlRaw("SELECT * FROM audit_chain FOR UPDATE");
        }

        var row = (await chain.AsTracking().ToListAsync(cancellationToken)).SingleOrDefault() ?? throw Gone();
        AuditKeys.EnsureCreated(row, sealer);
        return (row, ChainHead.Open(row, sealer));
    }

    private static StorageException Gone() => new(new Failure(
        "audit-chain-gone", "The row of audit_chain is gone, so nothing can be appended to the audit trail.",
        "Somebody removed it: restore the database from a backup."));
}
