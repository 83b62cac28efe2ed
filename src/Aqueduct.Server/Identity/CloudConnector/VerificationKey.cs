using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Aqueduct.Server.Identity.Inspection;

namespace Aqueduct.Server.Identity.CloudConnector;

/// <summary>An issuer's public RSA key, for RS256 and nothing else.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A replaced key may still verify for a caller; its finalizer cleans up.")]
internal sealed class VerificationKey
{
    private const int MinBits = 2048;

    /// <summary>Longer ones take milliseconds to verify with.</summary>
    private const int MaxBits = 8192;

    private readonly Lock gate = new();
    private readonly RSA rsa;

    private VerificationKey(string kid, RSA rsa) => (Kid, this.rsa) = (kid, rsa);

    public string Kid { get; }

    /// <returns>Null when it is a key for something else, too weak, or broken: a key set may hold such beside usable ones.</returns>
    public static VerificationKey? Read(JsonElement jwk)
    {
        if (jwk.ValueKind is not JsonValueKind.Object || jwk.Text("kty") is not "RSA" || jwk.Text("kid") is not { Length: > 0 } kid
            || jwk.Text("use") is not (null or "sig") || jwk.Text("alg") is not (null or "RS256")
            || jwk.Text("n") is not { } modulus || jwk.Text("e") is not { } exponent)
            return null;
        try
        {
            var numbers = new RSAParameters { Modulus = Base64Url.DecodeFromChars(modulus), Exponent = Base64Url.DecodeFromChars(exponent) };
            if (numbers.Modulus.Length is 0 || !IsExponent(numbers.Exponent))
                return null;
            var rsa = RSA.Create(numbers);
            if (rsa.KeySize is >= MinBits and <= MaxBits)
                return new VerificationKey(kid, rsa);
            rsa.Dispose();
            return null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }

    public bool Verifies(CompactToken token)
    {
        lock (gate) // an RSA object does not promise to serve two threads
            return rsa.VerifyData(token.SignedPart, token.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>RFC 8017, 3.1: odd and at least 3; nobody uses more than four bytes.</summary>
    private static bool IsExponent(byte[] octets) =>
        octets.Length <= 4 && octets.Aggregate(0u, (value, octet) => (value << 8) | octet) is >= 3 and var exponent && exponent % 2 is 1;
}
