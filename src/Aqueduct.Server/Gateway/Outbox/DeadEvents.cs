using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>An event that will not be attempted any more.</summary>
/// <param name="Failure">Why.</param>
internal sealed record DeadEvent(
    long Id, string OrderKey, string EventId, string CorrelationId, EventOrigin? Origin, int Attempts, DateTimeOffset ReceivedAt, DateTimeOffset DiedAt, Failure Failure, FailureNote Note);

/// <summary>The dead letters, and the notes about them.</summary>
internal sealed class DeadEvents(IDatabase database, TimeProvider clock)
{
    /// <summary>How long a dead letter is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    /// <summary>A note is written while somebody still waits for an answer.</summary>
    public static readonly TimeSpan WorthANote = TimeSpan.FromHours(1);

    /// <returns>Newest first.</returns>
    public async Task<IReadOnlyList<DeadEvent>> ListAsync(int most, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            (db, token) => WithoutPayload(db.GatewayEvents.Where(e => e.DiedAt != null).OrderByDescending(e => e.DiedAt).Take(most)).ToListAsync(token), cancellationToken);
        return [.. rows.Select(Read)];
    }

    public Task<int> ForgetOldAsync(CancellationToken cancellationToken) =>
        database.WriteAsync((db, token) => db.GatewayEvents.Where(e => e.DiedAt < clock.GetUtcNow() - Kept).ExecuteDeleteAsync(token), cancellationToken);

    /// <summary>Records the intent to write a note, so that nobody writes it a second time.</summary>
    /// <returns>The dead event the note is of; null when no note is wanted.</returns>
    public async Task<DeadEvent?> BeginNoteAsync(CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - WorthANote;
        if (!await database.ReadAsync((db, token) => Wanted(db, since).AnyAsync(token), cancellationToken))
            return null;
        var begun = await database.WriteAsync(
            async (db, token) =>
            {
                var row = await WithoutPayload(Wanted(db, since).OrderBy(e => e.DiedAt)).FirstOrDefaultAsync(token);
                if (row is not null)
                    await SetNoteAsync(db, row.Id, FailureNote.Wanted, FailureNote.Trying, token);
                return row;
            },
            cancellationToken);
        return begun is null ? null : Read(begun);
    }

    public Task<int> EndNoteAsync(DeadEvent dead, FailureNote note, CancellationToken cancellationToken) =>
        database.WriteAsync((db, token) => SetNoteAsync(db, dead.Id, FailureNote.Trying, note, token), cancellationToken);

    private static IQueryable<GatewayEventRow> Wanted(AqueductDb db, DateTimeOffset since) =>
        db.GatewayEvents.Where(e => e.Note == FailureNote.Wanted && e.DiedAt > since);

    private static Task<int> SetNoteAsync(AqueductDb db, long id, FailureNote from, FailureNote to, CancellationToken cancellationToken) =>
        db.GatewayEvents.Where(e => e.Id == id && e.Note == from).ExecuteUpdateAsync(set => set.SetProperty(e => e.Note, to), cancellationToken);

    private static IQueryable<GatewayEventRow> WithoutPayload(IQueryable<GatewayEventRow> rows) => rows.Select(e => new GatewayEventRow
    {
        Id = e.Id,
        OrderKey = e.OrderKey,
        RoleArn = e.RoleArn,
        UserId = e.UserId,
        EventId = e.EventId,
        ClientToken = e.ClientToken,
        CorrelationId = e.CorrelationId,
        ProjectId = e.ProjectId,
        OfMergeRequest = e.OfMergeRequest,
        Iid = e.Iid,
        DiscussionId = e.DiscussionId,
        Attempts = e.Attempts,
        ReceivedAt = e.ReceivedAt,
        FailureCode = e.FailureCode,
        FailureDetail = e.FailureDetail,
        FailureFix = e.FailureFix,
        DiedAt = e.DiedAt,
        Note = e.Note,
        SealedEvent = Array.Empty<byte>(),
    });

    private static DeadEvent Read(GatewayEventRow row) => new(
        row.Id, row.OrderKey, row.EventId, row.CorrelationId, EventStore.OriginOf(row), row.Attempts, row.ReceivedAt, row.DiedAt!.Value, EventStore.FailureOf(row)!, row.Note);
}
