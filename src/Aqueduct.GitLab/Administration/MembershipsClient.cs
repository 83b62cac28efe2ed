using System.Globalization;
using Aqueduct.GitLab.Calling;

namespace Aqueduct.GitLab.Administration;

/// <summary>A user's direct membership of a group or a project.</summary>
/// <param name="SourceType"><c>Namespace</c> for a group, else <c>Project</c>.</param>
public sealed record Membership(long SourceId, string SourceName, string SourceType);

public sealed class MembershipsClient
{
    private readonly GitLabChannel channel;

    internal MembershipsClient(GitLabChannel channel) => this.channel = channel;

    /// <summary>All direct ones of a user, an administrator's call; a failure ends the stream.</summary>
    public IAsyncEnumerable<GitLabResult<Membership>> ListAsync(long userId, CancellationToken cancellationToken) =>
        channel.ListAsync(string.Create(CultureInfo.InvariantCulture, $"/users/{userId}/memberships"), GitLabJson.Default.IReadOnlyListMembership, cancellationToken);

    /// <summary>Those below a group go with it.</summary>
    public Task<GitLabResult<NoContent>> RemoveAsync(Membership membership, long userId, CancellationToken cancellationToken)
    {
        var kind = membership.SourceType is "Namespace" ? "groups" : "projects";
        return channel.DoAsync(GitLabCall.Delete(string.Create(CultureInfo.InvariantCulture, $"/{kind}/{membership.SourceId}/members/{userId}")), cancellationToken);
    }
}
