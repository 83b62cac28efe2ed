using System.Text.Json;
using Aqueduct.Server.Identity.Inspection;

namespace Aqueduct.Server.Identity.CloudConnector;

/// <summary>Reads an issuer's keys as OpenID Connect Discovery 1.0 says: the discovery document, then the key set it names.</summary>
internal static class PublishedKeys
{
    /// <summary>An issuer may ask for less (Rails says 0 by default), but its keys change a few times a year.</summary>
    private static readonly TimeSpan ShortestLife = TimeSpan.FromHours(1);

    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    /// <returns>The keys, at least one; or a sentence without them.</returns>
    /// <exception cref="HttpRequestException">A document could not be fetched.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">It holds text that is no Unicode.</exception>
    public static async Task<(TrustedKeys? Keys, string? Fault)> FetchAsync(HttpClient http, string issuer, TimeProvider clock, CancellationToken cancellationToken)
    {
        var url = issuer.TrimEnd('/') + Issuer.DiscoverySuffix;
        if (!IsTrustworthy(url, issuer))
            return (null, "it is not an https address");
        var (discovery, _) = await JsonFetch.GetAsync(http, url, cancellationToken);
        if (discovery.ValueKind is not JsonValueKind.Object || discovery.Text("issuer") != issuer)
            return (null, $"{url} names the issuer {ClaimReading.Quote(discovery.ValueKind is JsonValueKind.Object ? discovery.Text("issuer") : null)}");
        if (discovery.Text("jwks_uri") is not { } jwksUri || !IsTrustworthy(jwksUri, issuer))
            return (null, $"{url} names no https jwks_uri");

        var (jwks, maxAge) = await JsonFetch.GetAsync(http, jwksUri, cancellationToken);
        var keys = new Dictionary<string, VerificationKey>();
        if (jwks.ValueKind is JsonValueKind.Object && jwks.TryGetProperty("keys", out var list) && list.ValueKind is JsonValueKind.Array)
        {
            foreach (var key in list.EnumerateArray().Select(VerificationKey.Read).OfType<VerificationKey>())
                keys.TryAdd(key.Kid, key);
        }

        return keys.Count is 0
            ? (null, $"{jwksUri} holds no RSA key for RS256 of at least 2048 bits")
            : (new TrustedKeys(keys, clock.GetUtcNow() + Life(maxAge)), null);
    }

    private static TimeSpan Life(TimeSpan? maxAge) =>
        maxAge is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, ShortestLife.Ticks, LongestLife.Ticks)) : LongestLife;

    /// <summary>Https; plain http only within this machine, for stand-ins.</summary>
    private static bool IsTrustworthy(string url, string issuer) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps
            || (address is { IsLoopback: true } && address.Scheme == Uri.UriSchemeHttp && issuer.StartsWith("http://", StringComparison.Ordinal)));
}
