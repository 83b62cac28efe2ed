using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Audit;

/// <summary>Entries with their sealed parts opened.</summary>
internal sealed class AuditReading(AqueductDb db, ISealer sealer)
{
    private readonly Dictionary<string, AuditPerson?> people = [];

    public async Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var rows = Filter(db.AuditEntries, query);
        if (query.Actor is { } actor)
        {
            if (await FindAsync(actor, cancellationToken) is not { } person)
                return new AuditPage([], false);
            rows = rows.Where(r => r.ActorId == person.Id);
        }

        var limit = Math.Clamp(query.Limit, 1, AuditQuery.MostEntries);
        var found = await rows.Take(limit + 1).ToListAsync(cancellationToken);
        await OpenPeopleAsync(found, cancellationToken);
        return new AuditPage([.. found.Take(limit).Select(Show)], found.Count > limit);
    }

    private static IQueryable<AuditEntryRow> Filter(IQueryable<AuditEntryRow> rows, AuditQuery query)
    {
        if (query.Since is { } since)
            rows = rows.Where(r => r.At >= since.ToUniversalTime());
        if (query.Until is { } until)
            rows = rows.Where(r => r.At < until.ToUniversalTime());
        if (query.Action is { } action)
            rows = action.EndsWith('.') ? rows.Where(r => r.Action.StartsWith(action)) : rows.Where(r => r.Action == action);
        if (query.Target is { } target)
            rows = rows.Where(r => r.Target == target);
        if (query.Before is { } before)
            rows = rows.Where(r => r.Sequence < before);
        return query.After is { } after
            ? rows.Where(r => r.Sequence > after).OrderBy(r => r.Sequence)
            : rows.OrderByDescending(r => r.Sequence);
    }

    private async Task<AuditPersonRow?> FindAsync(string name, CancellationToken cancellationToken) =>
        await db.AuditChain.FirstOrDefaultAsync(cancellationToken) is { SealedNameKey: not null } chain
            ? await AuditPeople.FindAsync(db, AuditKeys.OpenNameKey(chain, sealer), name, cancellationToken)
            : null;

    private async Task OpenPeopleAsync(List<AuditEntryRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.SelectMany(r => new[] { r.ActorId, r.OnBehalfOfId, r.SubjectId }).OfType<string>().Distinct().ToList();
        foreach (var person in await db.AuditPeople.Where(p => ids.Contains(p.Id)).ToListAsync(cancellationToken))
            people[person.Id] = person.SealedKey is { } key ? AuditPerson.Open(person.Id, key, sealer) : null;
    }

    private AuditRecord Show(AuditEntryRow row)
    {
        var actor = Open(row, row.ActorId, PersonalField.Actor, row.SealedActor);
        var subject = row.SealedSubject is null ? null : Open(row, row.SubjectId!, PersonalField.Subject, row.SealedSubject);
        return new AuditRecord(
            row.Sequence, row.At, actor?[0] ?? AuditRecord.Erased,
            row.SealedOnBehalfOf is null ? null : Open(row, row.OnBehalfOfId!, PersonalField.OnBehalfOf, row.SealedOnBehalfOf)?[0] ?? AuditRecord.Erased,
            row.Action,
            row.SealedSubject is null ? row.Target ?? "" : subject?[0] ?? AuditRecord.Erased,
            row.SealedSubject is null ? row.Before : subject is null ? AuditRecord.Erased : subject[1],
            row.SealedSubject is null ? row.After : subject is null ? AuditRecord.Erased : subject[2],
            actor?[1] ?? AuditRecord.Erased, row.CorrelationId, Convert.ToHexStringLower(row.Hash));
    }

    private IReadOnlyList<string?>? Open(AuditEntryRow row, string person, PersonalField field, byte[] box) =>
        people.GetValueOrDefault(person)?.Open(row.Sequence, field, box);
}
