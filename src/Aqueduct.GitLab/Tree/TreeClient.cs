using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Aqueduct.GitLab.Calling;

namespace Aqueduct.GitLab.Tree;

/// <summary>All groups and projects of the instance, page by page; an administrator's calls, because others see only a part.</summary>
public sealed class TreeClient
{
    private const int PageSize = 100;

    private readonly GitLabChannel channel;

    internal TreeClient(GitLabChannel channel) => this.channel = channel;

    /// <summary>By ID ascending. GitLab has no keyset pages of groups: one that is deleted meanwhile moves later ones to an earlier page.</summary>
    /// <param name="page">Counted from 1.</param>
    public Task<GitLabResult<NodePage<GroupNode>>> GroupsAsync(int page, CancellationToken cancellationToken) =>
        PageAsync(string.Create(CultureInfo.InvariantCulture, $"/groups?order_by=id&sort=asc&page={page}"), GitLabJson.Default.IReadOnlyListGroupNode, cancellationToken);

    /// <summary>By ID ascending.</summary>
    /// <param name="afterId">The last one that is known; 0 for the first page.</param>
    public Task<GitLabResult<NodePage<ProjectNode>>> ProjectsAsync(long afterId, CancellationToken cancellationToken) =>
        PageAsync(
            string.Create(CultureInfo.InvariantCulture, $"/projects?pagination=keyset&order_by=id&sort=asc&simple=true&id_after={afterId}"),
            GitLabJson.Default.IReadOnlyListProjectNode, cancellationToken);

    public Task<GitLabResult<GroupNode>> GroupAsync(long id, CancellationToken cancellationToken) =>
        channel.SendAsync(
            GitLabCall.Get(string.Create(CultureInfo.InvariantCulture, $"/groups/{id}?with_projects=false")), GitLabJson.Default.GroupNode, cancellationToken);

    public Task<GitLabResult<ProjectNode>> ProjectAsync(long id, CancellationToken cancellationToken) =>
        channel.SendAsync(GitLabCall.Get(string.Create(CultureInfo.InvariantCulture, $"/projects/{id}")), GitLabJson.Default.ProjectNode, cancellationToken);

    private async Task<GitLabResult<NodePage<T>>> PageAsync<T>(string path, JsonTypeInfo<IReadOnlyList<T>> type, CancellationToken cancellationToken)
    {
        var call = GitLabCall.Get(string.Create(CultureInfo.InvariantCulture, $"{path}&per_page={PageSize}"));
        return (await channel.SendPageAsync(call, type, cancellationToken)).TryGet(out var page, out var failure)
            ? new NodePage<T>(page.Items, page.Answer.NextPage is not null, page.Answer.Pause)
            : failure;
    }
}
