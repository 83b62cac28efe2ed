using System.Text.Json.Serialization;

namespace Aqueduct.StandIns.GitLab.Rehearsal;

/// <summary>What goes wrong with a call.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GitLabFaultKind>))]
public enum GitLabFaultKind
{
    /// <summary>429 with <c>Retry-After</c> and the rate-limit headers; nothing is executed.</summary>
    Throttle,

    /// <summary>502 with the web server's HTML page; nothing is executed.</summary>
    BadGateway,

    /// <summary>Executed; the answer is the 502 page.</summary>
    BadGatewayAfterExecuting,

    /// <summary>Executed; the answer comes <see cref="GitLabFault.Seconds"/> later.</summary>
    Slow,

    /// <summary>Executed; the connection is dropped.</summary>
    DropAfterExecuting,

    /// <summary>Executed; the answer is held until the faults are cleared or the caller leaves.</summary>
    HoldAnswer,
}

/// <summary>One rule for calls of one route.</summary>
/// <param name="Route">As in the request log, such as <c>POST /applications</c>; <c>*</c> is every route.</param>
/// <param name="Call">Which matching call is the first to suffer, counted from 1.</param>
/// <param name="Times">How many calls in a row suffer.</param>
/// <param name="Seconds">Value of <c>Retry-After</c>, or the delay of a slow answer.</param>
public sealed record GitLabFault(GitLabFaultKind Kind, string Route = "*", int Call = 1, int Times = 1, int Seconds = 1);
