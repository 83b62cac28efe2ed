using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Aqueduct.Bench.Gateway;

/// <summary>A GitLab that signs its own Cloud Connector tokens: discovery, key set, and a token of an hour.</summary>
/// <param name="issuer">Its address.</param>
internal sealed class TokenKeys(string issuer, TimeProvider clock) : IDisposable
{
    private readonly RSA key = RSA.Create(2048);

    public string Discovery => $$"""{"issuer":"{{issuer}}","jwks_uri":"{{issuer}}/keys"}""";

    public string KeySet
    {
        get
        {
            var numbers = key.ExportParameters(includePrivateParameters: false);
            return $$"""{"keys":[{"kty":"RSA","kid":"bench","use":"sig","alg":"RS256","n":"{{Text(numbers.Modulus)}}","e":"{{Text(numbers.Exponent)}}"}]}""";
        }
    }

    public string Token()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = $$"""
            {"iss":"{{issuer}}","sub":"{{BenchWorld.InstanceUid}}","aud":"gitlab-ai-gateway","iat":{{now}},"nbf":{{now}},"exp":{{now + 3600}},"gitlab_realm":"self-managed","scopes":["amazon_q_integration"]}
            """;
        var signed = $"{Text("""{"alg":"RS256","kid":"bench","typ":"JWT"}"""u8)}.{Text(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Text(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public void Dispose() => key.Dispose();

    private static string Text(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
