using Aqueduct.GitLab;
using Aqueduct.GitLab.Administration;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>What the resources at GitLab work with during one run.</summary>
internal sealed record GitLabContext(
    DesiredAtGitLab Wanted, GitLabClient Client, AdministratorAccess Access, GitLabRecords Records, TimeProvider Clock, bool Adopt)
{
    public Failure Explain(GitLabFailure failure) => GitLabExplanation.Explain(failure, Wanted);

    /// <summary>Does nothing any more after that day, so it is told in time.</summary>
    public string? ExpiryWarning =>
        Access.ExpiresAt is { } day && day.DayNumber - DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime).DayNumber < 14
            ? $"the token of gitlab.token_file expires on {day:yyyy-MM-dd}"
            : null;
}
