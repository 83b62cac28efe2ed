using System.Text;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>An event and, where an attempt has failed, what failed last.</summary>
internal sealed record StoredEvent(GatewayEvent Event, Failure? LastFailure);

/// <summary>Writes events into the storage and reads them back; payload and code are sealed on the way.</summary>
internal sealed class EventStore(IDatabase database, ISealer sealer)
{
    private const string Table = "gateway_events";
    private const string EventColumn = "sealed_event";
    private const string CodeColumn = "sealed_code";

    // Of this instance, because a compiled query belongs to the model of one engine.
    private readonly Func<AqueductDb, string, CancellationToken, Task<bool>> isWaiting = EF.CompileAsyncQuery(
        (AqueductDb db, string orderKey, CancellationToken token) => db.GatewayEvents.Any(e => e.OrderKey == orderKey && e.DiedAt == null));

    /// <summary>Durable when it returns.</summary>
    /// <param name="attempts">Made so far.</param>
    public Task AddAsync(GatewayEvent e, int attempts, Failure? failure, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var code = e.Code is null ? null : sealer.Seal(Table, CodeColumn, e.ClientToken, Encoding.UTF8.GetBytes(e.Code));
        var payload = sealer.Seal(Table, EventColumn, e.ClientToken, e.Event.Span);
        return database.WriteAsync(
            (db, token) =>
            {
                db.GatewayEvents.Add(new GatewayEventRow
                {
                    OrderKey = e.OrderKey,
                    RoleArn = e.RoleArn,
                    UserId = e.UserId,
                    EventId = e.EventId,
                    ClientToken = e.ClientToken,
                    CorrelationId = e.CorrelationId,
                    ProjectId = e.Origin?.ProjectId,
                    OfMergeRequest = e.Origin?.MergeRequest is true,
                    Iid = e.Origin?.Iid,
                    DiscussionId = e.Origin?.DiscussionId,
                    ReceivedAt = e.ReceivedAt,
                    DueAt = dueAt,
                    Attempts = attempts,
                    FailureCode = failure?.Code,
                    FailureDetail = failure?.Detail,
                    FailureFix = failure?.Fix,
                    SealedCode = code,
                    SealedEvent = payload,
                });
                return db.SaveChangesAsync(token);
            },
            cancellationToken);
    }

    /// <returns>Null when it is gone.</returns>
    /// <exception cref="StorageException">What is sealed in it cannot be opened.</exception>
    public async Task<StoredEvent?> ReadAsync(long id, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync((db, token) => db.GatewayEvents.FirstOrDefaultAsync(e => e.Id == id, token), cancellationToken);
        return row is null ? null : new StoredEvent(
            new GatewayEvent(
                row.OrderKey,
                row.RoleArn,
                row.UserId,
                row.EventId,
                row.ClientToken,
                row.SealedCode is null ? null : Encoding.UTF8.GetString(sealer.Open(Table, CodeColumn, row.ClientToken, row.SealedCode)),
                sealer.Open(Table, EventColumn, row.ClientToken, row.SealedEvent),
                row.CorrelationId,
                OriginOf(row),
                row.ReceivedAt),
            FailureOf(row));
    }

    public Task<bool> IsWaitingAsync(string orderKey, CancellationToken cancellationToken) =>
        database.ReadAsync((db, token) => isWaiting(db, orderKey, token), cancellationToken);

    public Task<int> CountWaitingAsync(CancellationToken cancellationToken) =>
        database.ReadAsync((db, token) => db.GatewayEvents.CountAsync(e => e.DiedAt == null, token), cancellationToken);

    /// <returns>How many events wait, by order key.</returns>
    public Task<Dictionary<string, int>> CountByKeyAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            (db, token) => db.GatewayEvents.Where(e => e.DiedAt == null).GroupBy(e => e.OrderKey)
                .Select(events => new { events.Key, Count = events.Count() }).ToDictionaryAsync(events => events.Key, events => events.Count, token),
            cancellationToken);

    public static EventOrigin? OriginOf(GatewayEventRow row) =>
        row is { ProjectId: { } project, Iid: { } iid } ? new EventOrigin(project, row.OfMergeRequest, iid, row.DiscussionId) : null;

    public static Failure? FailureOf(GatewayEventRow row) =>
        row.FailureCode is { } code ? new Failure(code, row.FailureDetail ?? "", row.FailureFix ?? "") : null;
}
