using System.Text.Json.Serialization;
using Aqueduct.StandIns.Rehearsal;

namespace Aqueduct.StandIns.Aws.Rehearsal;

/// <summary>What goes wrong with a call.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>Executed, but the answer is held until <see cref="PlannedFault.Release"/> or until the caller leaves.</summary>
    Hold,

    /// <summary>Executed, then the connection is dropped without an answer, or in the middle of one.</summary>
    Drop,

    /// <summary>Refused as throttled, not executed.</summary>
    Throttle,

    /// <summary>Answered with 500, not executed.</summary>
    Fail,

    /// <summary>Executed; the answer comes after <see cref="Fault.Milliseconds"/>, or on <see cref="PlannedFault.Release"/> if that is earlier.</summary>
    Slow,

    /// <summary>Refused as denied by Amazon Q for <see cref="Fault.Reason"/>, not executed.</summary>
    Deny,

    /// <summary>Refused as if the session had ended, not executed.</summary>
    Expire,
}
