namespace Aqueduct.StandIns.Rehearsal;

/// <summary>The last calls, oldest first; bounded, because a stand-in may run for days.</summary>
internal sealed class RequestLog<TRequest>
{
    private const int Kept = 10_000;

    private readonly Lock gate = new();
    private readonly Queue<TRequest> requests = new();

    public void Add(TRequest request)
    {
        lock (gate)
        {
            requests.Enqueue(request);
            if (requests.Count > Kept)
                requests.Dequeue();
        }
    }

    public IReadOnlyList<TRequest> All()
    {
        lock (gate)
            return [.. requests];
    }

    public void Clear()
    {
        lock (gate)
            requests.Clear();
    }
}
