using System.Text.Json;

namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>An issuer's <c>/.well-known/openid-configuration</c>, reduced to what STS needs of it.</summary>
/// <param name="KeysUrl">Where the JWKS is.</param>
/// <param name="Algorithms">What the issuer says it signs ID tokens with.</param>
internal sealed record DiscoveryDocument(Uri KeysUrl, IReadOnlyList<string> Algorithms)
{
    /// <summary>For an issuer with a path the document is below that path (OpenID Connect Discovery, section 4.1).</summary>
    public static string UrlOf(string issuer) => issuer.TrimEnd('/') + "/.well-known/openid-configuration";

    /// <returns>Null when a member STS requires is missing or wrong: another issuer, no HTTPS <c>jwks_uri</c>, an absent list.</returns>
    public static DiscoveryDocument? Read(string issuer, JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object || Text("issuer") != issuer)
            return null;
        if (!Uri.TryCreate(Text("jwks_uri"), UriKind.Absolute, out var keys) || keys.Scheme != Uri.UriSchemeHttps)
            return null;
        if (Texts("response_types_supported") is null || Texts("subject_types_supported") is null)
            return null;
        return Texts("id_token_signing_alg_values_supported") is { } algorithms ? new DiscoveryDocument(keys, algorithms) : null;

        string? Text(string name) =>
            document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        List<string>? Texts(string name) =>
            document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
                && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)
                ? [.. value.EnumerateArray().Select(v => v.GetString()!)]
                : null;
    }
}
