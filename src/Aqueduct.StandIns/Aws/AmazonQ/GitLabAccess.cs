using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.Json;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>Amazon Q as a client of a GitLab instance: is it there, what is a code worth, does it let the token's owner in.</summary>
/// <param name="http">Verifies names and chains of certificates strictly.</param>
internal sealed class GitLabAccess(HttpClient http, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Why the instance cannot be reached; null when it answers, whatever it says.</returns>
    public async Task<string?> ObstacleAsync(string instanceUrl, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(instanceUrl, UriKind.Absolute, out var instance)) return $"{instanceUrl} is not a URL.";
        return (await SendAsync(new HttpRequestMessage(HttpMethod.Get, instance), cancellationToken)).Obstacle;
    }

    /// <summary>The authorization code grant (RFC 6749, section 4.1.3), without PKCE: Amazon Q has no verifier.</summary>
    public Task<TokenAnswer> RedeemAsync(OAuthAppConnection connection, string code, CancellationToken cancellationToken) =>
        AskAsync(connection, [new("grant_type", "authorization_code"), new("code", code)], cancellationToken);

    public Task<TokenAnswer> RefreshAsync(OAuthAppConnection connection, string refreshToken, CancellationToken cancellationToken) =>
        AskAsync(connection, [new("grant_type", "refresh_token"), new("refresh_token", refreshToken)], cancellationToken);

    /// <returns>Why GitLab does not let the token's owner in; null when it does.</returns>
    public async Task<string?> RefusalAsync(OAuthAppConnection connection, GitLabTokens tokens, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Under(connection, "api/v4/user"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        var answer = await SendAsync(request, cancellationToken);
        return answer.Obstacle ?? (answer.Status is HttpStatusCode.OK ? null : $"GitLab refuses the token of the application (HTTP {(int)answer.Status}).");
    }

    private async Task<TokenAnswer> AskAsync(
        OAuthAppConnection connection, IEnumerable<KeyValuePair<string, string>> grant, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Under(connection, "oauth/token"))
        {
            Content = new FormUrlEncodedContent(
            [
                .. grant,
                new("redirect_uri", connection.RedirectUrl),
                new("client_id", connection.ClientId),
                new("client_secret", connection.ClientSecret),
            ]),
        };
        var answer = await SendAsync(request, cancellationToken);
        if (answer.Obstacle is not null) return new TokenAnswer(null, null);
        return Read(answer.Body) is { } tokens
            ? new TokenAnswer(tokens, null)
            : new TokenAnswer(null, $"GitLab does not take the authorization code or the application's secret (HTTP {(int)answer.Status}{ErrorOf(answer.Body)}).");
    }

    private GitLabTokens? Read(string body)
    {
        if (Parse(body) is not { } json || Text(json, "access_token") is not { } access) return null;
        var lifetime = json.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt64(out var value) ? value : (long?)null;
        return new GitLabTokens
        {
            AccessToken = access,
            RefreshToken = Text(json, "refresh_token"),
            Expires = lifetime is null ? null : clock.GetUtcNow().AddSeconds(lifetime.Value),
        };
    }

    private static string ErrorOf(string body) => Parse(body) is { } json && Text(json, "error") is { } error ? $", {error}" : "";

    private static JsonElement? Parse(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String ? member.GetString() : null;

    private static Uri Under(OAuthAppConnection connection, string path) => new($"{connection.InstanceUrl.TrimEnd('/')}/{path}");

    private async Task<GitLabAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var host = request.RequestUri!.Host;
        using var timeout = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using (request)
            using (var answer = await http.SendAsync(request, either.Token))
                return new GitLabAnswer(null, answer.StatusCode, await answer.Content.ReadAsStringAsync(either.Token));
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException)
        {
            return new GitLabAnswer($"The certificate of {host} is not trusted or of another name.");
        }
        catch (HttpRequestException)
        {
            return new GitLabAnswer($"{host} does not answer.");
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new GitLabAnswer($"{host} does not answer in time.");
        }
    }

    private sealed record GitLabAnswer(string? Obstacle, HttpStatusCode Status = default, string Body = "");
}

/// <summary>GitLab's word on a code or refresh token: tokens, or a refusal; neither when it could not be asked.</summary>
internal sealed record TokenAnswer(GitLabTokens? Tokens, string? Refusal);
