using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Aqueduct.Tests.Server.Identity.CloudConnector;

/// <summary>A key of an issuer. Shared among tests, because RSA keys take long to make.</summary>
internal sealed record SigningPair(string Kid, RSA Rsa)
{
    public static SigningPair First { get; } = new("first", RSA.Create(2048));

    public static SigningPair Second { get; } = new("second", RSA.Create(2048));

    public static SigningPair OfGitLab { get; } = new("gitlab", RSA.Create(2048));

    public JsonObject Jwk
    {
        get
        {
            var numbers = Rsa.ExportParameters(includePrivateParameters: false);
            return new()
            {
                ["kty"] = "RSA", ["kid"] = Kid, ["use"] = "sig", ["alg"] = "RS256",
                ["n"] = Base64Url.EncodeToString(numbers.Modulus), ["e"] = Base64Url.EncodeToString(numbers.Exponent),
            };
        }
    }

    public byte[] Sign(string signed) => Rsa.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}

/// <summary>An issuer as the web shows it, and everything it might sign.</summary>
internal sealed class SigningIssuer(string name, SigningPair key, TimeProvider clock)
{
    public string Name => name;

    /// <summary>Signs from now on.</summary>
    public SigningPair Key { get; set; } = key;

    /// <summary>What <c>jwks_uri</c> shows.</summary>
    public JsonNode Jwks { get; set; } = new JsonObject { ["keys"] = new JsonArray(key.Jwk) };

    public string Discovery { get; set; } = $$"""{"issuer":"{{name}}","jwks_uri":"{{name}}/keys"}""";

    public void Publish(params SigningPair[] keys) => Jwks = new JsonObject { ["keys"] = new JsonArray([.. keys.Select(k => k.Jwk)]) };

    public JsonObject Header() => new() { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = Key.Kid };

    public JsonObject Claims()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return new()
        {
            ["iss"] = name, ["aud"] = "gitlab-ai-gateway", ["sub"] = IssuerWorld.Uid, ["iat"] = now, ["nbf"] = now - 5, ["exp"] = now + 3600,
            ["jti"] = Guid.NewGuid().ToString(), ["gitlab_realm"] = "self-managed", ["gitlab_instance_uid"] = IssuerWorld.Uid,
            ["scopes"] = new JsonArray("amazon_q_integration", "duo_chat"),
        };
    }

    public string Token() => Token(_ => { });

    public string Token(Action<JsonObject> claims, Action<JsonObject>? header = null)
    {
        var (payload, head) = (Claims(), Header());
        claims(payload);
        header?.Invoke(head);
        return Sign(head.ToJsonString(), payload.ToJsonString());
    }

    public string Sign(string header, string payload)
    {
        var signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(Key.Sign(signed))}";
    }

    public static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
