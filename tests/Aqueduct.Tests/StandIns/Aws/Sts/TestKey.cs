using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aqueduct.Tests.StandIns.Aws.Sts;

/// <summary>A key that signs tokens and shows itself as JWK.</summary>
internal sealed class TestKey : IDisposable
{
    private readonly RSA? rsa;
    private readonly ECDsa? ecdsa;

    public TestKey(string algorithm, string id = "key-1")
    {
        (Algorithm, Id) = (algorithm, id);
        if (algorithm.StartsWith('R')) rsa = RSA.Create(2048);
        else ecdsa = ECDsa.Create(algorithm switch { "ES256" => ECCurve.NamedCurves.nistP256, "ES384" => ECCurve.NamedCurves.nistP384, _ => ECCurve.NamedCurves.nistP521 });
    }

    public string Algorithm { get; }

    public string Id { get; }

    public JsonObject ToJwk()
    {
        if (this.rsa?.ExportParameters(false) is { } rsa)
            return new JsonObject { ["kty"] = "RSA", ["kid"] = Id, ["n"] = Base64Url.EncodeToString(rsa.Modulus), ["e"] = Base64Url.EncodeToString(rsa.Exponent) };
        var point = ecdsa!.ExportParameters(false).Q;
        return new JsonObject
        {
            ["kty"] = "EC", ["kid"] = Id, ["crv"] = $"P-{(Algorithm == "ES512" ? "521" : Algorithm[2..])}",
            ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    public string Sign(JsonObject claims, JsonObject? header = null)
    {
        header ??= new JsonObject { ["alg"] = Algorithm, ["kid"] = Id };
        var input = $"{Part(header)}.{Part(claims)}";
        var hash = new HashAlgorithmName("SHA" + Algorithm[2..]);
        var signature = rsa?.SignData(Encoding.ASCII.GetBytes(input), hash, RSASignaturePadding.Pkcs1) ?? ecdsa!.SignData(Encoding.ASCII.GetBytes(input), hash);
        return $"{input}.{Base64Url.EncodeToString(signature)}";
    }

    public void Dispose()
    {
        rsa?.Dispose();
        ecdsa?.Dispose();
    }

    private static string Part(JsonNode json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
