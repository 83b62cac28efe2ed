using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Aqueduct.Server.Identity;

/// <summary>A document others fetch, built once and sent as it is.</summary>
/// <param name="ETag">Strong, quoted, derived from the bytes: equal on every replica.</param>
internal sealed record IssuerDocument(string Path, string ContentType, byte[] Bytes, string ETag);

/// <summary>
/// What AWS STS and other verifiers read of the issuer: the discovery document and the key set.
/// STS refuses an issuer whose discovery lacks <c>response_types_supported</c>, <c>subject_types_supported</c>
/// or <c>id_token_signing_alg_values_supported</c>.
/// </summary>
internal sealed record IssuerDocuments(IssuerDocument Discovery, IssuerDocument Jwks)
{
    public static IssuerDocuments Build(Issuer issuer, IReadOnlyCollection<PublishedKey> keys) => new(
        Document(issuer.Path + Issuer.DiscoverySuffix, json =>
        {
            json.WriteString("issuer", issuer.Url);
            json.WriteString("jwks_uri", issuer.JwksUrl);
            WriteArray(json, "response_types_supported", ["id_token"]);
            WriteArray(json, "subject_types_supported", ["public"]);
            WriteArray(json, "id_token_signing_alg_values_supported", keys.Select(k => k.Algorithm.ToString()).Distinct());
            WriteArray(json, "scopes_supported", ["openid"]);
            WriteArray(json, "claims_supported", ["iss", "sub", "aud", "iat", "exp", "jti"]);
        }),
        Document(issuer.Path + Issuer.JwksSuffix, json =>
        {
            json.WriteStartArray("keys");
            foreach (var key in keys)
                json.WriteRawValue(key.PublicJwk);
            json.WriteEndArray();
        }));

    private static IssuerDocument Document(string path, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        var bytes = buffer.ToArray();
        return new IssuerDocument(path, "application/json", bytes, $"\"{Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, 12))}\"");
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
