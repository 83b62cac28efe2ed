namespace Aqueduct.StandIns.Aws.Rehearsal;

/// <summary>The last calls, oldest first; bounded, because a stand-in may run for days.</summary>
internal sealed class RequestLog
{
    private const int Kept = 10_000;
    private readonly Lock gate = new();
    private readonly Queue<AwsRequest> requests = new();

    public void Add(AwsRequest request)
    {
        lock (gate)
        {
            requests.Enqueue(request);
            if (requests.Count > Kept) requests.Dequeue();
        }
    }

    public IReadOnlyList<AwsRequest> All()
    {
        lock (gate) return [.. requests];
    }
}
