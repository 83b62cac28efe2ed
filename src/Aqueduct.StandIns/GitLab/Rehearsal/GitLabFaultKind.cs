using System.Text.Json.Serialization;
using Aqueduct.StandIns.Rehearsal;

namespace Aqueduct.StandIns.GitLab.Rehearsal;

/// <summary>What goes wrong with a call.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GitLabFaultKind>))]
public enum GitLabFaultKind
{
    /// <summary>Executed, but the answer is held until <see cref="PlannedFault.Release"/> or until the caller leaves.</summary>
    Hold,

    /// <summary>Executed, then the connection is dropped without an answer.</summary>
    Drop,

    /// <summary>429 with <c>Retry-After</c> and the rate-limit headers; not executed.</summary>
    Throttle,

    /// <summary>500 in the API's form; not executed.</summary>
    Fail,

    /// <summary>502 with the web server's HTML page; not executed.</summary>
    BadGateway,

    /// <summary>Executed; the answer is the 502 page.</summary>
    BadGatewayAfterExecuting,

    /// <summary>Executed; the answer comes <see cref="GitLabFault.Seconds"/> later.</summary>
    Slow,
}
