using System.Diagnostics;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>One attempt: 1. read the event; 2. hand it over, if there is still time; 3. say what becomes of it.</summary>
internal sealed partial class EventAttempts(EventStore store, DeliverEvent deliver, TimeProvider clock, ILogger<EventAttempts> logger)
{
    /// <summary>How long an attempt may take; then it has failed.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Never throws: whatever happens, the event has a next state.</summary>
    /// <param name="abort">The process must end now; the event stays waiting.</param>
    public async Task<Settlement> AttemptAsync(ClaimedEvent claimed, CancellationToken abort)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, abort);
        StoredEvent? stored = null;
        try
        {
            stored = await store.ReadAsync(claimed.Id, either.Token);
            return stored is null ? NotMade(claimed) : await AttemptAsync(claimed, stored, either.Token);
        }
        catch (StorageException e)
        {
            return new Settlement.Dead(claimed, e.Failure);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            return NotMade(claimed);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return Failed(claimed, stored, new(TimedOut));
        }
        catch (Exception e)
        {
            LogCrashed(claimed.OrderKey, claimed.CorrelationId, e);
            return Failed(claimed, stored, new(Crashed));
        }
    }

    private static Failure TimedOut { get; } = new(
        "event-attempt-timed-out", $"Amazon Q did not answer within {Limit.TotalSeconds:0} s.", "Check that this server reaches Amazon Q, or run: aqueduct doctor");

    private static Failure Crashed { get; } = new(
        "event-attempt-crashed", "Aqueduct failed while it handed the event to Amazon Q.", "Look in Aqueduct's log for this request ID, and report it as a bug.");

    private async Task<Settlement> AttemptAsync(ClaimedEvent claimed, StoredEvent stored, CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() >= RetrySchedule.End(stored.Event.ReceivedAt))
            return new Settlement.Dead(claimed, GaveUp(stored.LastFailure));
        return await deliver(stored.Event, cancellationToken) switch
        {
            DeliveryResult.Delivered => new Settlement.Delivered(claimed),
            DeliveryResult.Final final => new Settlement.Dead(claimed, final.Failure),
            DeliveryResult.RetryLater later => Failed(claimed, stored, later),
            var other => throw new UnreachableException(other?.ToString()),
        };
    }

    private Settlement Failed(ClaimedEvent claimed, StoredEvent? stored, DeliveryResult.RetryLater later)
    {
        var now = clock.GetUtcNow();
        var receivedAt = stored?.Event.ReceivedAt ?? now; // not even read: its age counts at the next attempt
        return RetrySchedule.NextAttempt(claimed.Attempts, receivedAt, now, later.RetryAfter, Random.Shared.NextDouble()) is { } dueAt
            ? new Settlement.Postponed(claimed, dueAt, later.Failure)
            : new Settlement.Dead(claimed, GaveUp(later.Failure));
    }

    private Settlement.Postponed NotMade(ClaimedEvent claimed) => new(claimed, clock.GetUtcNow(), Failure: null);

    private static Failure GaveUp(Failure? last) => new(
        "event-not-delivered",
        $"Amazon Q did not take the event within {RetrySchedule.Lifetime.TotalMinutes:0} minutes. {last?.Detail ?? "Events before it had to be tried first."}",
        last?.Fix ?? "Ask again.");

    [LoggerMessage(1450, LogLevel.Error, "An attempt to deliver an event of {OrderKey} crashed (request {CorrelationId})")]
    private partial void LogCrashed(string orderKey, string correlationId, Exception exception);
}
