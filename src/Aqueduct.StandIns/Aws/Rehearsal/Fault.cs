using System.Text.Json.Serialization;
using Aqueduct.StandIns.Rehearsal;

namespace Aqueduct.StandIns.Aws.Rehearsal;

/// <summary>What goes wrong with a call.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>Executed, but the answer is held until <see cref="PlannedFault.Release"/> or until the caller leaves.</summary>
    Hold,

    /// <summary>Executed, then the connection is dropped without an answer.</summary>
    Drop,

    /// <summary>Refused as throttled, not executed.</summary>
    Throttle,

    /// <summary>Answered with 500, not executed.</summary>
    Fail,
}

/// <param name="operation">Such as <c>CreateRole</c>; <c>*</c> for every operation.</param>
/// <inheritdoc cref="PlannedFault"/>
public sealed class Fault(FaultKind kind, string operation, int nth = 1, int times = 1) : PlannedFault(operation, nth, times)
{
    public FaultKind Kind { get; } = kind;

    public string Operation { get; } = operation;
}
