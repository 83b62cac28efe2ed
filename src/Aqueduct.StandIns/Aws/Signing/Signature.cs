using System.Security.Cryptography;
using System.Text;

namespace Aqueduct.StandIns.Aws.Signing;

/// <summary>The arithmetic of Signature Version 4: string to sign, signing key, signature.</summary>
internal static class Signature
{
    /// <param name="time">As in <c>X-Amz-Date</c>: <c>20150830T123600Z</c>.</param>
    public static string StringToSign(string canonicalRequest, string time, CredentialScope scope) =>
        $"{AuthorizationHeader.Algorithm}\n{time}\n{scope}\n{CanonicalRequest.Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";

    public static byte[] SigningKey(string secret, CredentialScope scope) =>
        new[] { scope.Date, scope.Region, scope.Service, scope.Terminator }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), Hmac);

    public static string Sign(byte[] signingKey, string stringToSign) => Convert.ToHexStringLower(Hmac(signingKey, stringToSign));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
