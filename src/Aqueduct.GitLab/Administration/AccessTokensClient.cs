using System.Globalization;
using System.Runtime.CompilerServices;
using Aqueduct.GitLab.Calling;

namespace Aqueduct.GitLab.Administration;

/// <summary>A personal access token, without its value.</summary>
/// <param name="ExpiresAt">The first day on which it is no longer taken; null never ends.</param>
public sealed record AccessToken(long Id, string Name, long UserId, bool Active, IReadOnlyList<string> Scopes, DateOnly? ExpiresAt = null);

/// <summary>The answer of a creation, the only one that shows the value.</summary>
public sealed record AccessTokenWithValue(long Id, string Token, DateOnly? ExpiresAt = null)
{
    public override string ToString() => $"token {Id}, ***";
}

/// <summary>Without an expiry: GitLab then takes the longest lifetime the instance allows, 365 days at most unless it lets service accounts' tokens live on.</summary>
internal sealed record NewAccessToken(string Name, IReadOnlyList<string> Scopes);

public sealed class AccessTokensClient
{
    private const string Tokens = "/personal_access_tokens";

    private readonly GitLabChannel channel;

    internal AccessTokensClient(GitLabChannel channel) => this.channel = channel;

    /// <summary>Those of one user that work; a failure ends the stream.</summary>
    public async IAsyncEnumerable<GitLabResult<AccessToken>> ListActiveAsync(
        long userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{Tokens}?user_id={userId}&state=active");
        await foreach (var listed in channel.ListAsync(path, GitLabJson.Default.IReadOnlyListAccessToken, cancellationToken))
        {
            // GitLab ignores the id of a user that is gone, and lists everybody's.
            if (!listed.TryGet(out var token, out _) || (token.UserId == userId && token.Active))
                yield return listed;
        }
    }

    /// <summary>For any user, service account or not; an administrator's call.</summary>
    public Task<GitLabResult<AccessTokenWithValue>> CreateAsync(long userId, string name, IReadOnlyList<string> scopes, CancellationToken cancellationToken) =>
        channel.SendAsync(
            GitLabCall.Post(string.Create(CultureInfo.InvariantCulture, $"/users/{userId}{Tokens}"), new(name, scopes), GitLabJson.Default.NewAccessToken),
            GitLabJson.Default.AccessTokenWithValue, cancellationToken);

    public Task<GitLabResult<NoContent>> RevokeAsync(long id, CancellationToken cancellationToken) =>
        channel.DoAsync(GitLabCall.Delete(string.Create(CultureInfo.InvariantCulture, $"{Tokens}/{id}")), cancellationToken);
}
