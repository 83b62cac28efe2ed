using Aqueduct.GitLab.Administration;

namespace Aqueduct.Server.Rights;

/// <summary>
/// Administrators write everywhere; Owners in their groups and projects; Maintainers in their projects where an administrator allows it. Members
/// read. Who is blocked may nothing, and when GitLab gives no answer nobody may anything: failures are not remembered.
/// </summary>
/// <param name="maintainersWrite">Whether an administrator lets Maintainers change their projects.</param>
internal sealed class RightsFromGitLab(RolesClient roles, Func<CancellationToken, ValueTask<bool>> maintainersWrite, TimeProvider clock) : IRights
{
    private const int Maintainer = 40;
    private const int Owner = 50;

    private const int Most = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly RecentlyUsed<(long UserId, Scope Scope), Known> known = new(Most);

    private sealed record Known(bool IsAdministrator, int Level, DateTimeOffset Until);

    public async ValueTask<Right> OfAsync(long userId, Scope scope, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!known.TryGet((userId, scope), out var found) || found.Until <= now)
        {
            if (await AskAsync(userId, scope, cancellationToken) is not { } asked)
                return Right.None;
            found = asked with { Until = now + Lifetime }; // counted from before the question
            known.Set((userId, scope), found);
        }

        return found switch
        {
            { IsAdministrator: true } => Right.Write,
            { Level: >= Owner } => Right.Write,
            { Level: >= Maintainer } when scope.Kind is ScopeKind.Project && await maintainersWrite(cancellationToken) => Right.Write,
            { Level: > 0 } => Right.Read,
            _ => Right.None,
        };
    }

    private async Task<Known?> AskAsync(long userId, Scope scope, CancellationToken cancellationToken)
    {
        if (!(await roles.StandingAsync(userId, cancellationToken)).TryGet(out var standing, out _))
            return null;
        if (!standing.IsActive || standing.IsAdministrator || scope.Kind is ScopeKind.Instance)
            return new Known(standing.IsAdministrator, 0, default);
        return (await roles.LevelAsync(scope.Kind is ScopeKind.Group, scope.Id, userId, cancellationToken)).TryGet(out var level, out _)
            ? new Known(false, level, default)
            : null;
    }
}
