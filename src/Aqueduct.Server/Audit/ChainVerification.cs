using System.Data;
using System.Globalization;
using System.Security.Cryptography;
using Aqueduct.Server.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Audit;

/// <summary>
/// Reads the whole trail as it was at one moment: 1. the sealed head says from where to where it reaches; 2. each entry must have the hash
/// that it and the one before it make; 3. each checkpoint must be signed and agree; 4. whoever is erased was erased by an entry.
/// </summary>
internal sealed class ChainVerification(AqueductDb db, ISealer sealer)
{
    private const int Page = 1000;

    private readonly List<string> faults = [];
    private readonly Dictionary<long, AuditCheckpointRow> checkpoints = [];
    private readonly HashSet<string> erasures = [];

    public async Task<AuditVerification> RunAsync(CancellationToken cancellationToken)
    {
        await using var moment = await FreezeAsync(cancellationToken);
        if (await db.AuditChain.FirstOrDefaultAsync(cancellationToken) is not { } chain)
            return Broken("The row of audit_chain is gone: nobody can tell from where to where the trail reached.");
        ChainHead head;
        try
        {
            head = ChainHead.Open(chain, sealer);
            if (chain.SealedSigningKey is null)
                return head.Sequence is 0 && !await db.AuditEntries.AnyAsync(cancellationToken)
                    ? new AuditVerification(true, 1, 0, Hex(head.Hash), 0, null, [])
                    : Broken("The signing key is gone from audit_chain.");
            using var key = AuditKeys.OpenSigningKey(chain, sealer);
            return await VerifyAsync(head, key, cancellationToken);
        }
        catch (StorageException e)
        {
            return Broken(e.Failure.Detail);
        }
    }

    private async Task<AuditVerification> VerifyAsync(ChainHead head, ECDsa key, CancellationToken cancellationToken)
    {
        foreach (var checkpoint in await db.AuditCheckpoints.OrderBy(c => c.Sequence).ToListAsync(cancellationToken))
        {
            if (Checkpoints.IsSigned(key, checkpoint))
                checkpoints.Add(checkpoint.Sequence, checkpoint);
            else
                Fault($"The checkpoint of entry {checkpoint.Sequence} is not signed by this trail's key.");
        }

        await VerifyEntriesAsync(head, cancellationToken);
        await VerifyErasuresAsync(cancellationToken);
        return new AuditVerification(
            faults.Count is 0, head.Start + 1, head.Sequence, Hex(head.Hash), checkpoints.Count, key.ExportSubjectPublicKeyInfoPem(), faults);
    }

    private async Task VerifyEntriesAsync(ChainHead head, CancellationToken cancellationToken)
    {
        var last = head.Start;
        byte[]? hash = ChainHash.Genesis;
        if (head.Start > 0)
        {
            hash = checkpoints.GetValueOrDefault(head.Start)?.Hash;
            if (hash is null)
                Fault($"The checkpoint of entry {head.Start} is gone, which the oldest entry kept follows.");
        }

        for (var rows = await PageAsync(long.MinValue, cancellationToken); rows.Count > 0; rows = await PageAsync(rows[^1].Sequence, cancellationToken))
        {
            foreach (var row in rows)
            {
                if (row.Sequence <= head.Start || row.Sequence > head.Sequence)
                {
                    Fault($"Entry {row.Sequence} was inserted: the trail reaches from {head.Start + 1} to {head.Sequence}.");
                    continue;
                }

                if (row.Sequence != last + 1)
                {
                    Missing(last + 1, row.Sequence - 1);
                    hash = null; // nothing to compare the first entry behind the gap with; those after it again
                }

                VerifyEntry(hash, row);
                (last, hash) = (row.Sequence, row.Hash);
            }
        }

        if (last < head.Sequence)
            Missing(last + 1, head.Sequence);
        else if (hash is not null && !hash.AsSpan().SequenceEqual(head.Hash))
            Fault($"Entry {last} is not the one that was appended last: its hash differs from the sealed head.");
    }

    private void VerifyEntry(byte[]? previous, AuditEntryRow row)
    {
        if (previous is not null && !ChainHash.Of(previous, row).AsSpan().SequenceEqual(row.Hash))
            Fault($"Entry {row.Sequence} was changed, or the hash of the one before it.");
        if (checkpoints.TryGetValue(row.Sequence, out var checkpoint) && !checkpoint.Hash.AsSpan().SequenceEqual(row.Hash))
            Fault($"Entry {row.Sequence} is not the one whose hash was signed on {checkpoint.At:u}: it and what is before it were rewritten.");
        if (row is { Action: AuditAdministration.EraseAction, Target: { } erased })
            erasures.Add(erased);
    }

    private async Task VerifyErasuresAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await db.AuditPeople.Where(p => p.SealedKey == null).Select(p => p.Id).ToListAsync(cancellationToken))
        {
            if (!erasures.Contains(AuditAdministration.ErasedTarget(id)))
                Fault($"The key of person {id} is gone, but no entry says that the person was erased.");
        }

        var lost = await db.AuditEntries.Where(e => !db.AuditPeople.Any(p => p.Id == e.ActorId)).OrderBy(e => e.Sequence)
            .Select(e => (long?)e.Sequence).FirstOrDefaultAsync(cancellationToken);
        if (lost is { } sequence)
            Fault($"The actor of entry {sequence} was removed from audit_people.");
    }

    private Task<List<AuditEntryRow>> PageAsync(long after, CancellationToken cancellationToken) =>
        db.AuditEntries.Where(r => r.Sequence > after).OrderBy(r => r.Sequence).Take(Page).ToListAsync(cancellationToken);

    /// <summary>One moment for all queries, so that appends meanwhile are no faults. SQLite's ends with the connection, which the context closes.</summary>
    private async Task<IAsyncDisposable> FreezeAsync(CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        return db.Database.GetDbConnection() is SqliteConnection sqlite
            ? (await db.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true), cancellationToken))!
            : await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
    }

    private void Missing(long from, long to)
    {
        if (from == to)
            Fault($"Entry {from} was removed.");
        else
            Fault($"Entries {from} to {to} were removed.");
    }

    private void Fault(FormattableString fault) => faults.Add(fault.ToString(CultureInfo.InvariantCulture));

    private static AuditVerification Broken(string fault) => new(false, 0, 0, "", 0, null, [fault]);

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
