using Aqueduct.StandIns.Rehearsal;

namespace Aqueduct.StandIns.GitLab.Rehearsal;

/// <param name="route">As in the request log, such as <c>POST /applications</c>; <c>*</c> for every route.</param>
/// <param name="seconds">Value of <c>Retry-After</c>, or the delay of a slow answer.</param>
/// <inheritdoc cref="PlannedFault"/>
public sealed class GitLabFault(GitLabFaultKind kind, string route, int nth = 1, int times = 1, int seconds = 1) : PlannedFault(route, nth, times)
{
    public GitLabFaultKind Kind { get; } = kind;

    public string Route { get; } = route;

    public int Seconds { get; } = seconds;
}
