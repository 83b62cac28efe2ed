using System.Globalization;
using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Audit;

/// <summary>
/// Deletes old entries, always from the beginning of the chain: a signed checkpoint of the last one deleted stays, from which
/// verification then goes on, and an entry says how far it went.
/// </summary>
internal sealed class AuditRetention(IDatabase database, ISealer sealer, IAuditTrail trail, TimeProvider clock)
{
    /// <returns>How many entries are gone.</returns>
    public Task<long> DeleteAsync(DateTimeOffset olderThan, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            var (row, head) = await AuditChain.LockAsync(db, sealer, token);
            // A clock set back must not let a newer entry go with older ones: only what is before the first one to keep.
            var keep = await db.AuditEntries.Where(e => e.At >= olderThan).MinAsync(e => (long?)e.Sequence, token) ?? head.Sequence + 1;
            if (await db.AuditEntries.AsNoTracking().Where(e => e.Sequence < keep).OrderByDescending(e => e.Sequence).FirstOrDefaultAsync(token) is not { } last)
                return 0;

            if (!await db.AuditCheckpoints.AnyAsync(c => c.Sequence == last.Sequence, token))
            {
                using var key = AuditKeys.OpenSigningKey(row, sealer);
                db.AuditCheckpoints.Add(Checkpoints.Sign(key, last.Sequence, last.Hash, ChainHash.Instant(clock.GetUtcNow())));
            }

            row.SealedHead = (head with { Start = last.Sequence }).Seal(sealer);
            await db.SaveChangesAsync(token);
            await db.AuditEntries.Where(e => e.Sequence <= last.Sequence).ExecuteDeleteAsync(token);
            await db.AuditCheckpoints.Where(c => c.Sequence < last.Sequence).ExecuteDeleteAsync(token);
            await db.AuditPeople
                .Where(p => !db.AuditEntries.Any(e => e.ActorId == p.Id || e.OnBehalfOfId == p.Id || e.SubjectId == p.Id))
                .ExecuteDeleteAsync(token);
            var deleted = string.Create(CultureInfo.InvariantCulture, $"entries {head.Start + 1} to {last.Sequence}");
            await trail.AppendAsync(
                db, new AuditEntry(AuditEntry.Aqueduct, null, "audit.delete", deleted, null, null, AuditEntry.Aqueduct, Guid.NewGuid().ToString("N")), token);
            return last.Sequence - head.Start;
        },
        cancellationToken);
}
