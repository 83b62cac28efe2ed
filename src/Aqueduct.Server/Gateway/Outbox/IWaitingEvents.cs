namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>What waits, for those who ask with every event: in memory where this process owns the storage, else in the database.</summary>
internal interface IWaitingEvents
{
    /// <summary>Looks at the storage; before anything else, and now and then.</summary>
    Task RefreshAsync(CancellationToken cancellationToken);

    ValueTask<bool> HasAsync(string orderKey, CancellationToken cancellationToken);

    /// <returns>False: no more may wait.</returns>
    bool TryAdd(string orderKey);

    void Remove(string orderKey);
}
