using System.Globalization;
using Aqueduct.GitLab.Calling;

namespace Aqueduct.GitLab.Administration;

/// <summary>
/// A webhook of the whole instance. It tells of projects, groups, their members and users in any case; the flags are what it tells besides.
/// GitLab shows its secret token never again.
/// </summary>
public sealed record SystemHook(
    long Id, string Url, bool PushEvents, bool TagPushEvents, bool MergeRequestsEvents, bool RepositoryUpdateEvents, bool EnableSslVerification);

/// <param name="Token">Sent with every delivery as <c>X-Gitlab-Token</c>.</param>
internal sealed record NewSystemHook(
    string Url, string Token, bool PushEvents, bool TagPushEvents, bool MergeRequestsEvents, bool RepositoryUpdateEvents, bool EnableSslVerification)
{
    public override string ToString() => $"hook to {Url}, token ***";
}

public sealed class SystemHooksClient
{
    private const string Hooks = "/hooks";

    private readonly GitLabChannel channel;

    internal SystemHooksClient(GitLabChannel channel) => this.channel = channel;

    /// <summary>All of them; a failure ends the stream.</summary>
    public IAsyncEnumerable<GitLabResult<SystemHook>> ListAsync(CancellationToken cancellationToken) =>
        channel.ListAsync(Hooks, GitLabJson.Default.IReadOnlyListSystemHook, cancellationToken);

    /// <summary>One that verifies certificates and tells nothing besides what every system hook tells.</summary>
    public Task<GitLabResult<SystemHook>> CreateAsync(string url, string token, CancellationToken cancellationToken) =>
        channel.SendAsync(
            GitLabCall.Post(Hooks, new(url, token, false, false, false, false, EnableSslVerification: true), GitLabJson.Default.NewSystemHook),
            GitLabJson.Default.SystemHook, cancellationToken);

    public Task<GitLabResult<NoContent>> DeleteAsync(long id, CancellationToken cancellationToken) =>
        channel.DoAsync(GitLabCall.Delete(string.Create(CultureInfo.InvariantCulture, $"{Hooks}/{id}")), cancellationToken);
}
