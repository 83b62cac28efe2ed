namespace Aqueduct.StandIns.GitLab.Rehearsal;

/// <summary>The last calls, oldest first; bounded, because a stand-in may run for days.</summary>
internal sealed class RequestLog
{
    private const int Kept = 10_000;
    private readonly Lock gate = new();
    private readonly Queue<GitLabRequest> requests = new();

    public void Add(GitLabRequest request)
    {
        lock (gate)
        {
            requests.Enqueue(request);
            if (requests.Count > Kept) requests.Dequeue();
        }
    }

    public IReadOnlyList<GitLabRequest> All()
    {
        lock (gate) return [.. requests];
    }

    public void Clear()
    {
        lock (gate) requests.Clear();
    }
}
