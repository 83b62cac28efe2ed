using System.Security.Cryptography;

namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>The JWS algorithms STS takes (RFC 7518, section 3): RSASSA-PKCS1-v1_5 and ECDSA, the curve bound to the hash.</summary>
internal static class SignatureAlgorithm
{
    public static bool IsKnown(string algorithm) => algorithm is "RS256" or "RS384" or "RS512" or "ES256" or "ES384" or "ES512";

    public static HashAlgorithmName Hash(string algorithm) => algorithm[2..] switch
    {
        "256" => HashAlgorithmName.SHA256,
        "384" => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };

    public static string KeyType(string algorithm) => algorithm.StartsWith('R') ? "RSA" : "EC";

    public static (string Name, ECCurve Curve) CurveOf(string algorithm) => algorithm switch
    {
        "ES256" => ("P-256", ECCurve.NamedCurves.nistP256),
        "ES384" => ("P-384", ECCurve.NamedCurves.nistP384),
        _ => ("P-521", ECCurve.NamedCurves.nistP521),
    };
}
