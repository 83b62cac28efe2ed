using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Audit;

/// <summary>
/// How an entry is appended: 1. the chain's one row is locked; 2. what is personal is sealed under the key of its person; 3. the entry is
/// hashed together with the hash before it; 4. the sealed head moves on, and a checkpoint is signed where one is due.
/// </summary>
internal sealed class AuditTrail(ISealer sealer, TimeProvider clock) : IAuditTrail
{
    public async Task AppendAsync(AqueductDb db, AuditEntry entry, CancellationToken cancellationToken)
    {
        var (row, head) = await AuditChain.LockAsync(db, sealer, cancellationToken);
        var people = new AuditPeople(db, sealer, AuditKeys.OpenNameKey(row, sealer));
        var actor = await people.FindOrAddAsync(entry.Actor, cancellationToken);
        var onBehalfOf = entry.OnBehalfOf is { } name ? await people.FindOrAddAsync(name, cancellationToken) : null;
        var subject = entry.Subject is { } about ? await people.FindOrAddAsync(about, cancellationToken) : null;

        var sequence = head.Sequence + 1;
        var appended = new AuditEntryRow
        {
            Sequence = sequence,
            At = ChainHash.Instant(clock.GetUtcNow()),
            ActorId = actor.Id,
            SealedActor = actor.Seal(sequence, PersonalField.Actor, [entry.Actor, entry.Source]),
            OnBehalfOfId = onBehalfOf?.Id,
            SealedOnBehalfOf = onBehalfOf?.Seal(sequence, PersonalField.OnBehalfOf, [entry.OnBehalfOf]),
            Action = StorableText.Of(entry.Action),
            Target = subject is null ? StorableText.Of(entry.Target) : null,
            Before = subject is null ? StorableText.Of(entry.Before) : null,
            After = subject is null ? StorableText.Of(entry.After) : null,
            SubjectId = subject?.Id,
            SealedSubject = subject?.Seal(sequence, PersonalField.Subject, [entry.Target, entry.Before, entry.After]),
            CorrelationId = StorableText.Of(entry.CorrelationId),
            Hash = [],
        };
        appended.Hash = ChainHash.Of(head.Hash, appended);
        db.AuditEntries.Add(appended);

        head = head with { Sequence = sequence, Hash = appended.Hash };
        if (head.CheckpointDue(appended.At))
            head = Checkpoints.Sign(db, row, sealer, head, appended.At);
        row.SealedHead = head.Seal(sealer);
        await db.SaveChangesAsync(cancellationToken);
    }
}
