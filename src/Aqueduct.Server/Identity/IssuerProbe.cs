using System.Text.Json;

namespace Aqueduct.Server.Identity;

/// <summary>Why a key is not visible to the public.</summary>
/// <param name="SetWasRead">The key set was fetched and does not hold the key; else it could not be read.</param>
internal sealed record KeyAbsence(bool SetWasRead, string Reason);

/// <summary>
/// Reads the issuer as AWS STS does: discovery document at the public address, then the key set it names.
/// Caches on the way are left in place, since what they hold is the question.
/// </summary>
internal sealed class IssuerProbe(HttpClient http, IssuerSettings settings, TimeProvider clock)
{
    /// <summary>STS gives an issuer this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Null when the key is visible.</returns>
    public async Task<KeyAbsence?> WhyAbsentAsync(string kid, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var url = settings.Issuer.DiscoveryUrl;
        try
        {
            var (discovery, _) = await JsonFetch.GetAsync(http, url, both.Token);
            if (Text(discovery, "issuer") is var issuer && issuer != settings.Issuer.Url)
                return new KeyAbsence(true, $"{url} names the issuer '{issuer}'");
            if (Text(discovery, "jwks_uri") is not { } jwksUri || !jwksUri.StartsWith("https://", StringComparison.Ordinal))
                return new KeyAbsence(true, $"{url} names no https jwks_uri");

            url = jwksUri;
            var (jwks, _) = await JsonFetch.GetAsync(http, url, both.Token);
            return Kids(jwks).Contains(kid) ? null : new KeyAbsence(true, $"{url} does not hold it");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new KeyAbsence(false, $"{url} did not answer within {Patience.TotalSeconds} seconds");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or UriFormatException or InvalidOperationException)
        {
            return new KeyAbsence(false, $"{url}: {(e.InnerException ?? e).Message}");
        }
    }

    private static string? Text(JsonElement document, string name) =>
        document.ValueKind is JsonValueKind.Object && document.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    private static IEnumerable<string?> Kids(JsonElement jwks) =>
        jwks.ValueKind is JsonValueKind.Object && jwks.TryGetProperty("keys", out var keys) && keys.ValueKind is JsonValueKind.Array
            ? keys.EnumerateArray()
                .Where(k => k.ValueKind is JsonValueKind.Object && k.TryGetProperty("kid", out var kid) && kid.ValueKind is JsonValueKind.String)
                .Select(k => k.GetProperty("kid").GetString())
            : [];
}
