using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Buffers.Text;
using Aqueduct.Setup;
using Microsoft.AspNetCore.WebUtilities;

namespace Aqueduct.Server.SignIn;

/// <summary>What GitLab said, or that it said nothing of use.</summary>
/// <param name="Refused">GitLab answered, and will not answer otherwise: the code, the token or the user is no good.</param>
internal readonly record struct Said<T>(T? Value, bool Refused)
    where T : class
{
    public static Said<T> Silent { get; } = new(null, false);

    public static Said<T> No { get; } = new(null, true);
}

/// <summary>GitLab as OpenID Connect provider: its authorize page for browsers, its token and user endpoints for us.</summary>
internal sealed class GitLabSignIn(SignInSettings settings, HttpClient http, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="again">Whether GitLab is to ask who it is even of somebody it knows.</param>
    public static Uri AuthorizeUrl(SignInPlace place, SignInClient client, string state, Attempt attempt, bool again)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = client.ClientId,
            ["redirect_uri"] = place.RedirectUri,
            ["response_type"] = "code",
            ["scope"] = string.Join(' ', SignInClient.Scopes),
            ["state"] = state,
            ["nonce"] = attempt.Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(attempt.Verifier))),
            ["code_challenge_method"] = "S256",
        };
        if (again)
            query["prompt"] = "login"; // OpenID Connect Core 1.0, 3.1.2.1
        return new(QueryHelpers.AddQueryString($"{place.GitLabUrl}/oauth/authorize", query));
    }

    public Task<Said<TokenAnswer>> RedeemAsync(SignInClient client, SignInPlace place, string code, string verifier, CancellationToken cancellationToken) =>
        AskTokenAsync(client, new() { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = place.RedirectUri, ["code_verifier"] = verifier }, cancellationToken);

    public Task<Said<TokenAnswer>> RefreshAsync(SignInClient client, string refreshToken, CancellationToken cancellationToken) =>
        AskTokenAsync(client, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, cancellationToken);

    /// <summary>Who the token stands for, as long as GitLab lets that person in.</summary>
    public async Task<Said<UserAnswer>> GetUserAsync(string accessToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address("api/v4/user")) { Headers = { Authorization = new("Bearer", accessToken) } };
        var said = await SendAsync(request, SignInJson.Default.UserAnswer, cancellationToken);
        return said.Value is { State: not "active" } ? Said<UserAnswer>.No : said;
    }

    /// <summary>The keys of its ID tokens, as JSON.</summary>
    public async Task<string?> GetKeysAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address("oauth/discovery/keys"));
        using var answer = await TrySendAsync(request, cancellationToken);
        return answer is { IsSuccessStatusCode: true } ? await answer.Content.ReadAsStringAsync(cancellationToken) : null;
    }

    /// <summary>Ends a token at a sign-out; if GitLab does not hear it, the token ends by itself within two hours.</summary>
    public async Task RevokeAsync(SignInClient client, string token, CancellationToken cancellationToken)
    {
        using var request = Post("oauth/revoke", client, new() { ["token"] = token });
        using var answer = await TrySendAsync(request, cancellationToken);
    }

    private async Task<Said<TokenAnswer>> AskTokenAsync(SignInClient client, Dictionary<string, string> fields, CancellationToken cancellationToken)
    {
        using var request = Post("oauth/token", client, fields);
        return await SendAsync(request, SignInJson.Default.TokenAnswer, cancellationToken);
    }

    private async Task<Said<T>> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var answer = await TrySendAsync(request, cancellationToken);
        if (answer is { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden })
            return Said<T>.No;
        if (answer is not { IsSuccessStatusCode: true })
            return Said<T>.Silent;
        try
        {
            return JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(cancellationToken), type) is { } value ? new(value, false) : Said<T>.Silent;
        }
        catch (JsonException)
        {
            return Said<T>.Silent;
        }
    }

    /// <returns>Null: nothing answered.</returns>
    private async Task<HttpResponseMessage?> TrySendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await http.SendAsync(request, either.Token);
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private HttpRequestMessage Post(string path, SignInClient client, Dictionary<string, string> fields) => new(HttpMethod.Post, Address(path))
    {
        Content = new FormUrlEncodedContent(fields),
        Headers = { Authorization = Basic(client) },
    };

    /// <summary>RFC 6749, 2.3.1: both parts are form-encoded first.</summary>
    private static AuthenticationHeaderValue Basic(SignInClient client) => new(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(client.ClientId)}:{Uri.EscapeDataString(client.ClientSecret)}")));

    private Uri Address(string path) => new($"{settings.GitLab.AbsoluteUri.TrimEnd('/')}/{path}");
}
