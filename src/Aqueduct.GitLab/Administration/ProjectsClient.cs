using System.Globalization;
using Aqueduct.GitLab.Calling;

namespace Aqueduct.GitLab.Administration;

/// <param name="PathWithNamespace">Such as <c>acme/shop</c>.</param>
public sealed record GitLabProject(long Id, string PathWithNamespace);

public sealed class ProjectsClient
{
    private readonly GitLabChannel channel;

    internal ProjectsClient(GitLabChannel channel) => this.channel = channel;

    /// <summary>One of the projects the token's user is a member of; a failure of kind <see cref="GitLabFailureKind.NotFound"/> says that there is none.</summary>
    public async Task<GitLabResult<GitLabProject>> FindOwnAsync(CancellationToken cancellationToken)
    {
        var call = GitLabCall.Get("/projects?membership=true&simple=true&per_page=1");
        if (!(await channel.SendAsync(call, GitLabJson.Default.IReadOnlyListGitLabProject, cancellationToken)).TryGet(out var found, out var failure))
            return failure;
        return found is [var project, ..] ? project : call.Failed(GitLabFailureKind.NotFound, "The user is a member of no project.");
    }

    public Task<GitLabResult<GitLabProject>> GetAsync(long id, CancellationToken cancellationToken) =>
        channel.SendAsync(GitLabCall.Get(string.Create(CultureInfo.InvariantCulture, $"/projects/{id}")), GitLabJson.Default.GitLabProject, cancellationToken);
}
