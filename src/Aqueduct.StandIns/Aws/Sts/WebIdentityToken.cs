using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>A signed JWT in compact form (RFC 7515, RFC 7519), taken apart but not yet believed.</summary>
internal sealed class WebIdentityToken
{
    private readonly JsonElement claims;

    private WebIdentityToken(JsonElement header, JsonElement claims, byte[] signingInput, byte[] signature)
    {
        this.claims = claims;
        SigningInput = signingInput;
        Signature = signature;
        Algorithm = Text(header, "alg") ?? "";
        KeyId = Text(header, "kid");
        Issuer = Text(claims, "iss") ?? "";
        Subject = Text(claims, "sub") ?? "";
        AuthorizedParty = Text(claims, "azp");
        Audiences = Texts("aud");
    }

    public string Algorithm { get; }

    public string? KeyId { get; }

    public string Issuer { get; }

    public string Subject { get; }

    public IReadOnlyList<string> Audiences { get; }

    public string? AuthorizedParty { get; }

    public byte[] SigningInput { get; }

    public byte[] Signature { get; }

    /// <exception cref="AwsError">It is not a JWT, its algorithm is none STS takes, or <c>iss</c>, <c>sub</c> or <c>aud</c> is missing.</exception>
    public static WebIdentityToken Parse(string compact)
    {
        try
        {
            var parts = compact.Split('.');
            if (parts.Length != 3)
                throw StsErrors.NotAJwt();
            var token = new WebIdentityToken(
                Json(parts[0]), Json(parts[1]), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]));
            var complete = token is { Issuer.Length: > 0, Subject.Length: > 0, Audiences.Count: > 0 };
            return complete && SignatureAlgorithm.IsKnown(token.Algorithm) ? token : throw StsErrors.NotAJwt();
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw StsErrors.NotAJwt();
        }
    }

    /// <summary>A claim as texts: none when absent, several when it is an array of them.</summary>
    public IReadOnlyList<string> Texts(string claim)
    {
        if (!claims.TryGetProperty(claim, out var value))
            return [];
        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => [.. value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.String ? v.GetString()! : throw StsErrors.NotAJwt())],
            _ => throw StsErrors.NotAJwt(),
        };
    }

    /// <summary>STS takes whole seconds only, where RFC 7519 would allow fractions.</summary>
    public long? Seconds(string claim)
    {
        if (!claims.TryGetProperty(claim, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) ? seconds : throw StsErrors.NotAJwt();
    }

    private static JsonElement Json(string part)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw StsErrors.NotAJwt();
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
