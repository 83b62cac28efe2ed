namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>Others store and deliver events, too: the database is asked. Only the limit, which needs no exact number, is looked at now and then.</summary>
internal sealed class SharedWaitingEvents(EventStore store, OutboxLimits limits, TimeProvider clock) : IWaitingEvents
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private DateTimeOffset refreshedAt;
    private volatile bool full;

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - refreshedAt < Interval)
            return;
        full = await store.CountWaitingAsync(cancellationToken) >= limits.MostWaiting;
        refreshedAt = now;
    }

    public ValueTask<bool> HasAsync(string orderKey, CancellationToken cancellationToken) => new(store.IsWaitingAsync(orderKey, cancellationToken));

    public bool TryAdd(string orderKey) => !full;

    public void Remove(string orderKey)
    {
    }
}
