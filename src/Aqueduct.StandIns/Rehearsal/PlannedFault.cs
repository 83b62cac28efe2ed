using System.Text.Json.Serialization;

namespace Aqueduct.StandIns.Rehearsal;

/// <summary>One thing that is to go wrong, once or several times.</summary>
/// <param name="target">What it hits, as the request log names it; <c>*</c> for every call.</param>
/// <param name="nth">Which of the calls from now on is the first to be hit; 1 for the next.</param>
/// <param name="times">How many calls in a row are hit.</param>
public abstract class PlannedFault(string target, int nth, int times)
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int seen;

    public string Id { get; } = Guid.NewGuid().ToString("N")[..8];

    public int Nth { get; } = nth;

    public int Times { get; } = times;

    /// <summary>Completes when the first call was hit; for a held answer, when the call was executed and its answer is held.</summary>
    [JsonIgnore]
    public Task Reached => reached.Task;

    public bool IsReached => Reached.IsCompleted;

    /// <summary>Lets held answers go.</summary>
    public void Release() => released.TrySetResult();

    internal Task Released => released.Task;

    internal void Reach() => reached.TrySetResult();

    /// <summary>Counts a call; true when it is one to be hit.</summary>
    internal bool Hits(string call)
    {
        if (target != "*" && target != call)
            return false;
        var number = Interlocked.Increment(ref seen);
        return number >= Nth && number < Nth + Times;
    }
}
