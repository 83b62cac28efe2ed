using System.Text.Json;
using System.Text.RegularExpressions;

namespace Aqueduct.Server.Identity.Inspection;

/// <summary>
/// Explains a token: what kind it is, who issued it, and each reason why AWS STS or an AI gateway would refuse it.
/// Works offline and on anything, however hostile.
/// </summary>
public static partial class TokenInspector
{
    public static TokenInspection Inspect(string text, InspectionContext context)
    {
        if (!CompactToken.TryParse(text.Trim(), out var token, out var fault))
            return new TokenInspection(TokenKind.Unknown, null, null, null, [new TokenFinding("format", FindingStatus.Fail, fault)]);

        var issuer = token.Claims.Text("iss");
        var kind = Recognise(token.Claims, issuer, context.Issuer);
        var findings = new List<TokenFinding> { Describe(kind, issuer) };
        findings.AddRange(context.Jwks is null && kind is TokenKind.Ours
            ? SignatureCheck.Run(token, context.OurJwks, "this Aqueduct's keys")
            : SignatureCheck.Run(token, context.Jwks, context.JwksSource));
        findings.AddRange(TimeCheck.Run(token.Claims, context.Now));
        if (kind is TokenKind.CloudConnector)
            findings.AddRange(CloudConnectorCheck.Run(token, context));
        else if (kind is not TokenKind.Unknown || issuer?.Contains(Issuer.PathPrefix, StringComparison.OrdinalIgnoreCase) is true)
            findings.AddRange(StsTokenCheck.Run(token.Claims, context.Issuer));

        return new TokenInspection(kind, issuer, Masked(token.Header), Masked(token.Claims), findings);
    }

    private static TokenKind Recognise(JsonElement claims, string? issuer, Issuer? ours) => issuer switch
    {
        not null when issuer == ours?.Url => TokenKind.Ours,
        not null when GitLabTokenService().IsMatch(issuer) => TokenKind.GitLabHosted,
        "https://customers.gitlab.com" or "https://gitlab.com" => TokenKind.CloudConnector,
        _ when claims.Texts("aud").Contains("gitlab-ai-gateway") || claims.TryGetProperty("gitlab_realm", out _) => TokenKind.CloudConnector,
        _ => TokenKind.Unknown,
    };

    private static TokenFinding Describe(TokenKind kind, string? issuer) => new("kind", FindingStatus.Note, kind switch
    {
        TokenKind.Ours => "It is a token of this Aqueduct for AWS STS.",
        TokenKind.GitLabHosted => "It is a token for AWS STS from GitLab's hosted token service, which signs only for GitLab's own gateway.",
        TokenKind.CloudConnector => $"It is a Cloud Connector token, which GitLab sends to its AI gateway; issued by {ClaimReading.Quote(issuer)}.",
        _ => $"It is none of the tokens Aqueduct has to do with; issued by {ClaimReading.Quote(issuer)}.",
    });

    /// <summary>A token inside a token (GitLab's gateway sends one to the token service) is a secret like the outer one.</summary>
    private static JsonElement Masked(JsonElement value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            WriteMasked(json, value);
        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }

    private static void WriteMasked(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    WriteMasked(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    WriteMasked(json, item);
                json.WriteEndArray();
                break;
            case JsonValueKind.String when EmbeddedToken().IsMatch(value.GetString()!):
                json.WriteStringValue("***");
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    [GeneratedRegex(@"^https://auth\.(token|aws)\.gitlab\.com/cc/oidc/")]
    private static partial Regex GitLabTokenService();

    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")]
    private static partial Regex EmbeddedToken();
}
