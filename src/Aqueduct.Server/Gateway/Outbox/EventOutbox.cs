namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>Keeps events that Amazon Q has not taken until it does. What is stored outlives the process.</summary>
internal sealed class EventOutbox(EventStore store, DeadEvents dead, IWaitingEvents waiting, WakeUps wakeUps, TimeProvider clock, OutboxLimits limits)
{
    /// <summary>Whether an event of this key must be stored behind others instead of being delivered. Cheap when nothing waits.</summary>
    public ValueTask<bool> HasWaitingAsync(string orderKey, CancellationToken cancellationToken) => waiting.HasAsync(orderKey, cancellationToken);

    /// <summary>Stores an event that was not attempted: it is due at once, behind those of its key. Durable when it returns.</summary>
    /// <exception cref="OutboxFullException">As many events wait as may.</exception>
    public Task StoreAsync(GatewayEvent e, CancellationToken cancellationToken) => StoreAsync(e, failed: null, cancellationToken);

    /// <summary>Stores an event after an attempt that failed.</summary>
    /// <param name="failed">Null: there was none.</param>
    /// <exception cref="OutboxFullException">As many events wait as may.</exception>
    public async Task StoreAsync(GatewayEvent e, DeliveryResult.RetryLater? failed, CancellationToken cancellationToken)
    {
        if (!waiting.TryAdd(e.OrderKey)) // before the write: an event that comes meanwhile must see it
            throw new OutboxFullException(limits.MostWaiting);
        try
        {
            await store.AddAsync(e, failed is null ? 0 : 1, failed?.Failure, DueAt(e, failed), cancellationToken);
        }
        catch
        {
            waiting.Remove(e.OrderKey);
            throw;
        }
        wakeUps.Retries.Signal();
    }

    /// <returns>The events that will not be attempted any more, newest first.</returns>
    public Task<IReadOnlyList<DeadEvent>> ListDeadAsync(int most, CancellationToken cancellationToken) => dead.ListAsync(most, cancellationToken);

    // Without time for another attempt it waits for its end, where it is found too old.
    private DateTimeOffset DueAt(GatewayEvent e, DeliveryResult.RetryLater? failed)
    {
        var now = clock.GetUtcNow();
        return failed is null
            ? now
            : RetrySchedule.NextAttempt(1, e.ReceivedAt, now, failed.RetryAfter, Random.Shared.NextDouble()) ?? RetrySchedule.End(e.ReceivedAt);
    }
}
