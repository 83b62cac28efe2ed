using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Aqueduct.Setup;

namespace Aqueduct.Local;

/// <summary>Tokens of the issuer, minted by the running server.</summary>
internal sealed partial class RemoteTokens(LocalServer server) : IIssueTokens
{
    public async Task<string> GetSigningKeyIdAsync(CancellationToken cancellationToken)
    {
        using var response = await server.SendAsync(HttpMethod.Get, "/api/v1/identity/signing-key", null, cancellationToken);
        return (await response.Content.ReadFromJsonAsync(TokensJson.Default.SigningKey, cancellationToken))!.Kid;
    }

    public async Task<string> IssueAsync(string user, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(new TokenRequest(user), TokensJson.Default.TokenRequest);
        using var response = await server.SendAsync(HttpMethod.Post, "/api/v1/identity/tokens", content, cancellationToken);
        return (await response.Content.ReadFromJsonAsync(TokensJson.Default.IssuedToken, cancellationToken))!.Token;
    }

    internal sealed record SigningKey([property: JsonRequired] string Kid);

    internal sealed record TokenRequest(string User);

    internal sealed record IssuedToken([property: JsonRequired] string Token)
    {
        /// <summary>A token is a secret.</summary>
        public override string ToString() => "***";
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(SigningKey))]
    [JsonSerializable(typeof(TokenRequest))]
    [JsonSerializable(typeof(IssuedToken))]
    internal sealed partial class TokensJson : JsonSerializerContext;
}
