using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>A public signing key of an issuer, as its JWKS shows it (RFC 7517).</summary>
internal sealed record IssuerKey(JsonElement Jwk)
{
    public string? Id => Text("kid");

    /// <summary>Whether the key says nothing against verifying this algorithm.</summary>
    public bool Fits(string algorithm) =>
        Text("kty") == SignatureAlgorithm.KeyType(algorithm)
        && (Text("use") ?? "sig") == "sig"
        && (Text("alg") ?? algorithm) == algorithm
        && (algorithm.StartsWith('R') || Text("crv") == SignatureAlgorithm.CurveOf(algorithm).Name);

    /// <returns>Whether the signature is this key's. A key that cannot be read verifies nothing.</returns>
    public bool Verifies(WebIdentityToken token)
    {
        try
        {
            var hash = SignatureAlgorithm.Hash(token.Algorithm);
            if (token.Algorithm.StartsWith('R'))
            {
                using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes("n"), Exponent = Bytes("e") });
                return rsa.VerifyData(token.SigningInput, token.Signature, hash, RSASignaturePadding.Pkcs1);
            }
            using var ecdsa = ECDsa.Create(new ECParameters
            {
                Curve = SignatureAlgorithm.CurveOf(token.Algorithm).Curve,
                Q = new ECPoint { X = Bytes("x"), Y = Bytes("y") },
            });
            return ecdsa.VerifyData(token.SigningInput, token.Signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }

    private string? Text(string name) =>
        Jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private byte[] Bytes(string name) => Base64Url.DecodeFromChars(Text(name) ?? "");
}
