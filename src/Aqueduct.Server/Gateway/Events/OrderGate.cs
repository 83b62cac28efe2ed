namespace Aqueduct.Server.Gateway.Events;

/// <summary>Lets the events of one issue or merge request through one after the other, in the order in which they came; others do not wait.</summary>
internal sealed class OrderGate
{
    private readonly Dictionary<string, Turn> turns = new(StringComparer.Ordinal);

    /// <returns>To be disposed when the event is delivered or stored.</returns>
    public async ValueTask<IDisposable> EnterAsync(string key, CancellationToken cancellationToken)
    {
        Turn turn;
        lock (turns)
        {
            if (!turns.TryGetValue(key, out turn!))
                turns.Add(key, turn = new Turn(this, key));
            turn.Waiting++;
        }

        try
        {
            await turn.Gate.WaitAsync(cancellationToken); // first come, first served
            return turn;
        }
        catch
        {
            Leave(turn);
            throw;
        }
    }

    private void Leave(Turn turn)
    {
        lock (turns)
        {
            if (--turn.Waiting is 0)
                turns.Remove(turn.Key);
        }
    }

    private sealed class Turn(OrderGate owner, string key) : IDisposable
    {
        public string Key { get; } = key;

        /// <summary>Never disposed: it has no handle as long as nobody asks for one.</summary>
        public SemaphoreSlim Gate { get; } = new(1);

        /// <summary>Those inside and before the gate.</summary>
        public int Waiting { get; set; }

        public void Dispose()
        {
            Gate.Release();
            owner.Leave(this);
        }
    }
}
