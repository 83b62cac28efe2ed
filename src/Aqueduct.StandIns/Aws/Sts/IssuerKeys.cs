using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;
using System.Text.Json;

namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>
/// The keys of the issuers, fetched over HTTPS through their discovery documents. AWS does not publish how long it keeps them; here: for an
/// hour, and an unknown <c>kid</c> is always looked for once more, so that a rotated key works at once. Failures are never kept.
/// </summary>
/// <param name="http">Verifies names and chains of certificates strictly.</param>
internal sealed class IssuerKeys(HttpClient http, TimeProvider clock)
{
    private const int MaximumBytes = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Fetched> cache = new(StringComparer.Ordinal);

    /// <summary>Verifies the signature with the key the token names.</summary>
    /// <exception cref="AwsError">The key cannot be had, or the signature is not its.</exception>
    public async Task VerifyAsync(WebIdentityToken token, CancellationToken cancellationToken)
    {
        var key = cache.TryGetValue(token.Issuer, out var known) && clock.GetUtcNow() - known.At < Kept ? known.KeyFor(token) : null;
        if (key is null)
        {
            var fetched = cache[token.Issuer] = await FetchAsync(token.Issuer, cancellationToken);
            key = fetched.KeyFor(token) ?? throw StsErrors.NoVerificationKey();
        }
        if (!key.Verifies(token))
            throw StsErrors.Signature();
    }

    private async Task<Fetched> FetchAsync(string issuer, CancellationToken cancellationToken)
    {
        var discovery = DiscoveryDocument.Read(issuer, await GetAsync(new Uri(DiscoveryDocument.UrlOf(issuer)), cancellationToken))
            ?? throw StsErrors.NoVerificationKey();
        var set = await GetAsync(discovery.KeysUrl, cancellationToken);
        if (set.ValueKind != JsonValueKind.Object || !set.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
            throw StsErrors.NoVerificationKey();
        var usable = keys.EnumerateArray().Where(k => k.ValueKind == JsonValueKind.Object).Select(k => new IssuerKey(k));
        return new Fetched(clock.GetUtcNow(), discovery.Algorithms, [.. usable]);
    }

    private async Task<JsonElement> GetAsync(Uri url, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var answer = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (answer.StatusCode != HttpStatusCode.OK)
                throw StsErrors.NoVerificationKey();
            await answer.Content.LoadIntoBufferAsync(MaximumBytes, either.Token);
            using var document = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(either.Token), default, either.Token);
            return document.RootElement.Clone();
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException)
        {
            throw StsErrors.Certificate();
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || timeout.IsCancellationRequested)
        {
            throw StsErrors.NoVerificationKey();
        }
    }

    private sealed record Fetched(DateTimeOffset At, IReadOnlyList<string> Algorithms, IReadOnlyList<IssuerKey> Keys)
    {
        public IssuerKey? KeyFor(WebIdentityToken token) => token.KeyId is not null && Algorithms.Contains(token.Algorithm)
            ? Keys.FirstOrDefault(k => k.Id == token.KeyId && k.Fits(token.Algorithm))
            : null;
    }
}
