using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.Tokens;

/// <summary>An issuer's RSA key: signs RS256 tokens and shows its public half as a JSON Web Key (RFC 7515, 7517, 7638).</summary>
internal sealed class RsaKey
{
    private readonly RSA rsa;

    private RsaKey(RSA rsa)
    {
        this.rsa = rsa;
        var (e, n) = Public();
        KeyId = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"e":"{{e}}","kty":"RSA","n":"{{n}}"}""")));
    }

    /// <summary>RFC 7638 thumbprint.</summary>
    public string KeyId { get; }

    public string Pem => rsa.ExportPkcs8PrivateKeyPem();

    public static RsaKey Create() => new(RSA.Create(2048));

    public static RsaKey FromPem(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return new RsaKey(rsa);
    }

    public JsonObject Jwk()
    {
        var (e, n) = Public();
        return new JsonObject { ["kty"] = "RSA", ["kid"] = KeyId, ["e"] = e, ["n"] = n, ["use"] = "sig", ["alg"] = "RS256" };
    }

    public string Sign(JsonObject claims)
    {
        var header = new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = KeyId };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private (string E, string N) Public()
    {
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        return (Base64Url.EncodeToString(parameters.Exponent), Base64Url.EncodeToString(parameters.Modulus));
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
