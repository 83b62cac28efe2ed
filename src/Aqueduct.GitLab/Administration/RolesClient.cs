using System.Globalization;
using Aqueduct.GitLab.Calling;

namespace Aqueduct.GitLab.Administration;

/// <param name="State">Such as <c>active</c> or <c>blocked</c>.</param>
/// <param name="IsAdmin">Shown to administrators only.</param>
internal sealed record UserStanding(string State, bool IsAdmin = false);

/// <param name="AccessLevel">10 Guest, 20 Reporter, 30 Developer, 40 Maintainer, 50 Owner. Source: GitLab's documentation, "Members API", roles.</param>
internal sealed record MemberRole(int AccessLevel);

/// <summary>What a person may do at GitLab; an administrator's calls.</summary>
public sealed class RolesClient
{
    private readonly GitLabChannel channel;

    internal RolesClient(GitLabChannel channel) => this.channel = channel;

    /// <returns>Whether the user is an active administrator, or active at all; false and false when there is none.</returns>
    public async Task<GitLabResult<(bool IsActive, bool IsAdministrator)>> StandingAsync(long userId, CancellationToken cancellationToken)
    {
        var call = GitLabCall.Get(string.Create(CultureInfo.InvariantCulture, $"/users/{userId}"));
        if (!(await channel.SendAsync(call, GitLabJson.Default.UserStanding, cancellationToken)).TryGet(out var user, out var failure))
            return failure is { Kind: GitLabFailureKind.NotFound } ? (false, false) : failure;
        var active = user.State is "active";
        return (active, active && user.IsAdmin);
    }

    /// <returns>The access level over direct and inherited memberships; 0 for who is no member, and where there is no such group or project.</returns>
    public async Task<GitLabResult<int>> LevelAsync(bool ofGroup, long id, long userId, CancellationToken cancellationToken)
    {
        var call = GitLabCall.Get(string.Create(CultureInfo.InvariantCulture, $"/{(ofGroup ? "groups" : "projects")}/{id}/members/all/{userId}"));
        return (await channel.SendAsync(call, GitLabJson.Default.MemberRole, cancellationToken)).TryGet(out var role, out var failure) ? role.AccessLevel
            : failure.Kind is GitLabFailureKind.NotFound ? 0
            : failure;
    }
}
