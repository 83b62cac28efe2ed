using System.Globalization;
using Aqueduct.GitLab.Calling;

namespace Aqueduct.GitLab.Administration;

/// <summary>An OAuth application of the instance.</summary>
/// <param name="ApplicationId">The client ID.</param>
/// <param name="CallbackUrl">The redirect URIs, one a line.</param>
/// <param name="Scopes">Null where GitLab does not tell.</param>
public sealed record OAuthApplication(
    long Id, string ApplicationId, string ApplicationName, string CallbackUrl, bool Confidential, IReadOnlyList<string>? Scopes = null);

/// <summary>The answer of a creation or renewal, the only ones that show the secret.</summary>
public sealed record OAuthApplicationWithSecret(long Id, string ApplicationId, string Secret)
{
    public override string ToString() => $"application {Id}, client ID {ApplicationId}, secret ***";
}

/// <param name="Scopes">Separated by spaces.</param>
internal sealed record NewApplication(string Name, string RedirectUri, string Scopes, bool Confidential);

public sealed class ApplicationsClient
{
    private const string Applications = "/applications";

    private readonly GitLabChannel channel;

    internal ApplicationsClient(GitLabChannel channel) => this.channel = channel;

    /// <summary>All of them; a failure ends the stream.</summary>
    public IAsyncEnumerable<GitLabResult<OAuthApplication>> ListAsync(CancellationToken cancellationToken) =>
        channel.ListAsync(Applications, GitLabJson.Default.IReadOnlyListOAuthApplication, cancellationToken);

    /// <param name="confidential">Whether the client can keep its secret and must show it.</param>
    public Task<GitLabResult<OAuthApplicationWithSecret>> CreateAsync(
        string name, string redirectUri, IReadOnlyList<string> scopes, bool confidential, CancellationToken cancellationToken) =>
        channel.SendAsync(
            GitLabCall.Post(Applications, new(name, redirectUri, string.Join(' ', scopes), confidential), GitLabJson.Default.NewApplication),
            GitLabJson.Default.OAuthApplicationWithSecret, cancellationToken);

    /// <summary>The secret so far stops working at once.</summary>
    public Task<GitLabResult<OAuthApplicationWithSecret>> RenewSecretAsync(long id, CancellationToken cancellationToken) =>
        channel.SendAsync(GitLabCall.Post($"{Path(id)}/renew-secret"), GitLabJson.Default.OAuthApplicationWithSecret, cancellationToken);

    /// <summary>Its tokens and grants go with it.</summary>
    public Task<GitLabResult<NoContent>> DeleteAsync(long id, CancellationToken cancellationToken) =>
        channel.DoAsync(GitLabCall.Delete(Path(id)), cancellationToken);

    private static string Path(long id) => string.Create(CultureInfo.InvariantCulture, $"{Applications}/{id}");
}
