using System.Text.Json.Serialization;
using Aqueduct.StandIns.Aws.AmazonQ;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Signing;
using Aqueduct.StandIns.Rehearsal;

namespace Aqueduct.StandIns.Aws.Rehearsal;

/// <param name="operation">Such as <c>CreateRole</c>; <c>*</c> for every operation.</param>
/// <inheritdoc cref="PlannedFault"/>
public sealed class Fault(FaultKind kind, string operation, int nth = 1, int times = 1) : PlannedFault(operation, nth, times)
{
    private const string UnknownFailure = "The request processing has failed because of an unknown error, exception or failure.";

    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FaultKind Kind { get; } = kind;

    /// <summary>Ends when a caller hung up while <see cref="FaultKind.Hold"/> held its answer.</summary>
    [JsonIgnore]
    public Task Left => left.Task;

    public string Operation { get; } = operation;

    /// <summary>
    /// How many frames of a streamed answer go out before it: then even what is otherwise not executed was, and a refusal is an exception within
    /// the stream.
    /// </summary>
    public int Frames { get; init; }

    /// <summary>The delay of <see cref="FaultKind.Slow"/>.</summary>
    public int Milliseconds { get; init; }

    /// <summary>HTTP status of <see cref="FaultKind.Fail"/>.</summary>
    public int Status { get; init; } = 500;

    /// <summary>Why Amazon Q refuses at <see cref="FaultKind.Deny"/>; one of <c>AmazonQErrors.Reasons</c>.</summary>
    public string Reason { get; init; } = AmazonQErrors.OtherReason;

    /// <summary>Seconds in <c>Retry-After</c> of <see cref="FaultKind.Throttle"/> and <see cref="FaultKind.Fail"/>; null for none.</summary>
    public int? RetryAfter { get; init; }

    internal void Leave() => left.TrySetResult();

    /// <summary>What is wrong with it, and the cure; null when nothing is.</summary>
    internal string? Mistake =>
        Frames < 0 || Milliseconds < 0 || RetryAfter < 0 ? "frames, milliseconds and retryAfter cannot be negative."
        : Status is < 500 or > 599 ? $"status {Status} is no failure of a server: give 500 to 599."
        : !AmazonQErrors.Reasons.Contains(Reason) ? $"'{Reason}' is no reason of Amazon Q: give one of {string.Join(", ", AmazonQErrors.Reasons)}."
        : null;

    /// <summary>What the call is refused with instead of being answered; null for the kinds that execute it.</summary>
    internal AwsError? Refusal(AwsProtocol protocol) => (Kind, protocol) switch
    {
        (FaultKind.Throttle, AwsProtocol.Query) => new AwsError("Throttling", "Rate exceeded") { RetryAfter = RetryAfter },
        (FaultKind.Throttle, _) => new AwsError("ThrottlingException", "Rate exceeded") { RetryAfter = RetryAfter },
        (FaultKind.Fail, AwsProtocol.Query) => new AwsError("ServiceFailure", UnknownFailure, Status) { RetryAfter = RetryAfter },
        (FaultKind.Fail, _) => new AwsError("InternalServerException", UnknownFailure, Status) { RetryAfter = RetryAfter },
        (FaultKind.Deny, AwsProtocol.Query) => new AwsError("AccessDenied", "The call is not authorized.", 403),
        (FaultKind.Deny, _) => AmazonQErrors.Denied(Reason),
        (FaultKind.Expire, _) => new SignatureRefusals(protocol).Expired(),
        _ => null,
    };
}
