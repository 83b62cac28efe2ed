namespace Aqueduct.StandIns.Aws.Rehearsal;

/// <summary>The last calls, oldest first; bounded, because a stand-in may run for days.</summary>
internal sealed class RequestLog
{
    private const int Kept = 10_000;
    private readonly Lock _gate = new();
    private readonly Queue<AwsRequest> _requests = new();

    public void Add(AwsRequest request)
    {
        lock (_gate)
        {
            _requests.Enqueue(request);
            if (_requests.Count > Kept) _requests.Dequeue();
        }
    }

    public IReadOnlyList<AwsRequest> All()
    {
        lock (_gate) return [.. _requests];
    }
}
