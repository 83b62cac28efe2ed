using System.Text.Json.Serialization;

namespace Aqueduct.StandIns.Aws.Rehearsal;

/// <summary>What goes wrong with a call.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>Executed, but the answer is held until <see cref="Fault.Release"/> or until the caller leaves.</summary>
    Hold,

    /// <summary>Executed, then the connection is dropped without an answer.</summary>
    Drop,

    /// <summary>Refused as throttled, not executed.</summary>
    Throttle,

    /// <summary>Answered with 500, not executed.</summary>
    Fail,
}

/// <summary>One thing that is to go wrong, once or several times.</summary>
/// <param name="operation">Such as <c>CreateRole</c>; <c>*</c> for every operation.</param>
/// <param name="nth">Which of the calls from now on is the first to be hit; 1 for the next.</param>
/// <param name="times">How many calls in a row are hit.</param>
public sealed class Fault(FaultKind kind, string operation, int nth = 1, int times = 1)
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int seen;

    public string Id { get; } = Guid.NewGuid().ToString("N")[..8];

    public FaultKind Kind { get; } = kind;

    public string Operation { get; } = operation;

    public int Nth { get; } = nth;

    public int Times { get; } = times;

    /// <summary>Completes when the first call was hit: for <see cref="FaultKind.Hold"/>, when it was executed and its answer is held.</summary>
    [JsonIgnore]
    public Task Reached => reached.Task;

    public bool IsReached => Reached.IsCompleted;

    /// <summary>Lets held answers go.</summary>
    public void Release() => released.TrySetResult();

    internal Task Released => released.Task;

    internal void Reach() => reached.TrySetResult();

    /// <summary>Counts a call; true when it is one to be hit.</summary>
    internal bool Hits(string operation)
    {
        if (Operation != "*" && Operation != operation) return false;
        var seen = Interlocked.Increment(ref this.seen);
        return seen >= Nth && seen < Nth + Times;
    }
}
