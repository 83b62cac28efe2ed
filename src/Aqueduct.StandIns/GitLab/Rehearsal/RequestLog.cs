namespace Aqueduct.StandIns.GitLab.Rehearsal;

/// <summary>The last calls, oldest first; bounded, because a stand-in may run for days.</summary>
internal sealed class RequestLog
{
    private const int Kept = 10_000;
    private readonly Lock _gate = new();
    private readonly Queue<GitLabRequest> _requests = new();

    public void Add(GitLabRequest request)
    {
        lock (_gate)
        {
            _requests.Enqueue(request);
            if (_requests.Count > Kept) _requests.Dequeue();
        }
    }

    public IReadOnlyList<GitLabRequest> All()
    {
        lock (_gate) return [.. _requests];
    }

    public void Clear()
    {
        lock (_gate) _requests.Clear();
    }
}
