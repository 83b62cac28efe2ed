using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using static Aqueduct.Server.Identity.Inspection.ClaimReading;

namespace Aqueduct.Server.Identity.Inspection;

/// <summary>Verifies a token's signature with a key set (RFC 7515, 7517, 7518), for the algorithms AWS STS takes.</summary>
internal static class SignatureCheck
{
    private static readonly string[] KeysInHeader = ["jku", "jwk", "x5u", "x5c"];

    public static IEnumerable<TokenFinding> Run(CompactToken token, string? jwks, string source)
    {
        foreach (var member in KeysInHeader.Where(m => token.Header.TryGetProperty(m, out _)))
            yield return new("key-in-header", FindingStatus.Note, $"The header's '{member}' is ignored: a token may not choose the key that proves it.");
        if (token.Header.TryGetProperty("crit", out _))
            yield return new("critical-header", FindingStatus.Fail, "The header demands extensions ('crit') that no verifier here knows.");
        yield return Verify(token, jwks, source);
    }

    private static TokenFinding Verify(CompactToken token, string? jwks, string source)
    {
        var algorithm = token.Header.Text("alg");
        if (algorithm is null || algorithm.Equals("none", StringComparison.OrdinalIgnoreCase))
            return Fail($"The token is not signed (alg {Quote(algorithm)}): anybody can write one.");
        if (algorithm is not ("RS256" or "RS384" or "RS512" or "ES256" or "ES384" or "ES512"))
            return Fail($"The algorithm {Quote(algorithm)} is none AWS STS takes: RS256, RS384, RS512, ES256, ES384, ES512.");
        if (jwks is null)
            return Fail("The signature was not checked: no key set is at hand. Name one with --jwks FILE or URL.");
        if (Keys(jwks) is not { } keys)
            return Fail($"{source} is not a key set (JSON with a list 'keys').");

        var kid = token.Header.Text("kid");
        var named = keys.Where(k => kid is null || k.Text("kid") == kid).ToList();
        if (named.Count is 0)
        {
            return Fail(
                $"The key {Quote(kid)} is not in {source} (which holds {string.Join(", ", keys.Take(5).Select(k => Quote(k.Text("kid"))))}): "
                + "the token is from another issuer, or its key was removed since.");
        }

        if (named.Exists(key => Matches(key, algorithm, token)))
            return new("signature", FindingStatus.Pass, $"The signature ({algorithm}) is right by key {Quote(kid)} of {source}.");
        return Fail($"The signature is wrong by key {Quote(kid)} of {source}: the token was altered, or signed by another key.");
    }

    private static List<JsonElement>? Keys(string jwks)
    {
        try
        {
            using var document = JsonDocument.Parse(jwks);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.IsReadable() && root.TryGetProperty("keys", out var keys) && keys.ValueKind is JsonValueKind.Array
                ? [.. keys.EnumerateArray().Where(k => k.ValueKind is JsonValueKind.Object).Select(k => k.Clone())]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Matches(JsonElement key, string algorithm, CompactToken token)
    {
        var hash = new HashAlgorithmName("SHA" + algorithm[2..]);
        try
        {
            if (algorithm[0] is 'R')
            {
                if (key.Text("kty") is not "RSA")
                    return false;
                using var rsa = RSA.Create(new RSAParameters { Modulus = Number(key, "n"), Exponent = Number(key, "e") });
                return rsa.VerifyData(token.SignedPart, token.Signature, hash, RSASignaturePadding.Pkcs1);
            }

            var (name, curve) = algorithm switch
            {
                "ES256" => ("P-256", ECCurve.NamedCurves.nistP256),
                "ES384" => ("P-384", ECCurve.NamedCurves.nistP384),
                _ => ("P-521", ECCurve.NamedCurves.nistP521),
            };
            if (key.Text("kty") is not "EC" || key.Text("crv") != name)
                return false;
            using var ec = ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = Number(key, "x"), Y = Number(key, "y") } });
            return ec.VerifyData(token.SignedPart, token.Signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false; // no such key on this curve
        }
    }

    /// <exception cref="FormatException">It is missing or empty (which importing an RSA key would crash on), or not base64url.</exception>
    private static byte[] Number(JsonElement key, string name) =>
        key.Text(name) is { Length: > 0 } text ? Base64Url.DecodeFromChars(text) : throw new FormatException(name);

    private static TokenFinding Fail(string sentence) => new("signature", FindingStatus.Fail, sentence);
}
