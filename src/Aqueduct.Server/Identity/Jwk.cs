using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.Server.Identity;

/// <summary>Public keys as JSON Web Keys (RFC 7517, 7518) and their thumbprints (RFC 7638).</summary>
internal static class Jwk
{
    /// <summary>SHA-256 over the required members in lexicographic order, without white space; base64url.</summary>
    public static string Thumbprint(AsymmetricAlgorithm key) => Base64Url.EncodeToString(SHA256.HashData(key switch
    {
        ECDsa ec when ec.ExportParameters(false).Q is { X: { } x, Y: { } y } =>
            Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(x)}}","y":"{{Base64Url.EncodeToString(y)}}"}"""),
        RSA rsa when rsa.ExportParameters(false) is { Exponent: { } e, Modulus: { } n } =>
            Encoding.ASCII.GetBytes($$"""{"e":"{{Base64Url.EncodeToString(e)}}","kty":"RSA","n":"{{Base64Url.EncodeToString(n)}}"}"""),
        _ => throw new ArgumentException("Neither an EC nor an RSA key.", nameof(key)),
    }));

    /// <summary>The public half as JSON text, ready to stand in a key set.</summary>
    public static string Public(AsymmetricAlgorithm key, SigningAlgorithm algorithm, string kid)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (key is ECDsa ec)
            {
                var point = ec.ExportParameters(false).Q;
                json.WriteString("kty", "EC");
                json.WriteString("crv", "P-256");
                json.WriteString("x", Base64Url.EncodeToString(point.X));
                json.WriteString("y", Base64Url.EncodeToString(point.Y));
            }
            else
            {
                var numbers = ((RSA)key).ExportParameters(false);
                json.WriteString("kty", "RSA");
                json.WriteString("n", Base64Url.EncodeToString(numbers.Modulus));
                json.WriteString("e", Base64Url.EncodeToString(numbers.Exponent));
            }

            json.WriteString("use", "sig");
            json.WriteString("alg", algorithm.ToString());
            json.WriteString("kid", kid);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
