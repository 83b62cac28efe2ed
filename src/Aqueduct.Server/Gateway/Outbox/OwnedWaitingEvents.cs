namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>Nobody else writes to the storage, so what it held at the start and what has passed since is all there is.</summary>
internal sealed class OwnedWaitingEvents(EventStore store, OutboxLimits limits) : IWaitingEvents
{
    private readonly Lock gate = new();
    private Dictionary<string, int>? counts;
    private int total;

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (counts is not null)
            return;
        var loaded = await store.CountByKeyAsync(cancellationToken);
        lock (gate)
            (counts, total) = (loaded, loaded.Values.Sum());
    }

    public ValueTask<bool> HasAsync(string orderKey, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref total) == 0 && counts is not null)
            return new(false);
        lock (gate)
            return new(Loaded.ContainsKey(orderKey));
    }

    public bool TryAdd(string orderKey)
    {
        lock (gate)
        {
            if (total >= limits.MostWaiting)
                return false;
            Loaded[orderKey] = Loaded.GetValueOrDefault(orderKey) + 1;
            total++;
            return true;
        }
    }

    public void Remove(string orderKey)
    {
        lock (gate)
        {
            if (--Loaded[orderKey] == 0)
                Loaded.Remove(orderKey);
            total--;
        }
    }

    private Dictionary<string, int> Loaded => counts ?? throw new InvalidOperationException("The waiting events have not been read yet.");
}
