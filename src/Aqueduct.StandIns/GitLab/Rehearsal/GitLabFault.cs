using System.Text.Json.Serialization;

namespace Aqueduct.StandIns.GitLab.Rehearsal;

/// <summary>One thing that is to go wrong, once or several times.</summary>
/// <param name="route">As in the request log, such as <c>POST /applications</c>; <c>*</c> for every route.</param>
/// <param name="nth">Which of the calls from now on is the first to be hit; 1 for the next.</param>
/// <param name="times">How many calls in a row are hit.</param>
/// <param name="seconds">Value of <c>Retry-After</c>, or the delay of a slow answer.</param>
public sealed class GitLabFault(GitLabFaultKind kind, string route, int nth = 1, int times = 1, int seconds = 1)
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int seen;

    public string Id { get; } = Guid.NewGuid().ToString("N")[..8];

    public GitLabFaultKind Kind { get; } = kind;

    public string Route { get; } = route;

    public int Nth { get; } = nth;

    public int Times { get; } = times;

    public int Seconds { get; } = seconds;

    /// <summary>Completes when the first call was hit: for <see cref="GitLabFaultKind.Hold"/>, when it was executed and its answer is held.</summary>
    [JsonIgnore]
    public Task Reached => reached.Task;

    public bool IsReached => Reached.IsCompleted;

    /// <summary>Lets held answers go.</summary>
    public void Release() => released.TrySetResult();

    internal Task Released => released.Task;

    internal void Reach() => reached.TrySetResult();

    /// <summary>Counts a call; true when it is one to be hit.</summary>
    internal bool Hits(string route)
    {
        if (Route != "*" && Route != route) return false;
        var seen = Interlocked.Increment(ref this.seen);
        return seen >= Nth && seen < Nth + Times;
    }
}
