using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aqueduct.Server.Identity.Inspection;

/// <summary>Which of the tokens around GitLab Duo with Amazon Q it is.</summary>
public enum TokenKind
{
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>Issued by this Aqueduct for AWS STS.</summary>
    [JsonStringEnumMemberName("ours")]
    Ours,

    /// <summary>Issued for AWS STS by GitLab's hosted token service.</summary>
    [JsonStringEnumMemberName("gitlab-hosted")]
    GitLabHosted,

    /// <summary>What GitLab sends to its AI gateway.</summary>
    [JsonStringEnumMemberName("cloud-connector")]
    CloudConnector,
}

public enum FindingStatus
{
    [JsonStringEnumMemberName("pass")]
    Pass,

    /// <summary>Worth knowing; does not make the token invalid.</summary>
    [JsonStringEnumMemberName("note")]
    Note,

    [JsonStringEnumMemberName("fail")]
    Fail,
}

/// <param name="Name">What was looked at, in kebab-case.</param>
/// <param name="Message">One sentence. Quotes claims at most in part, and never the signature.</param>
public sealed record TokenFinding(string Name, FindingStatus Status, string Message);

/// <summary>What a token says and whether it would be believed.</summary>
/// <param name="Header">Null when it could not be decoded; embedded tokens are masked.</param>
/// <param name="Claims">Null when they could not be decoded; embedded tokens are masked.</param>
public sealed record TokenInspection(
    TokenKind Kind, string? Issuer, JsonElement? Header, JsonElement? Claims, IReadOnlyList<TokenFinding> Findings)
{
    public bool Valid => Findings.All(f => f.Status is not FindingStatus.Fail);
}

/// <summary>What a token is judged by.</summary>
/// <param name="Issuer">This Aqueduct's issuer; null when it is not configured here.</param>
/// <param name="OurJwks">Its key set (JSON text); null when it is not at hand. Proves our own tokens only.</param>
/// <param name="Jwks">Key set to verify with instead (JSON text); null when the user named none.</param>
/// <param name="JwksSource">Where that comes from, for the findings: a file or a URL.</param>
/// <param name="InstanceHeader">The <c>X-Gitlab-Instance-Id</c> header that came with the token, if known.</param>
public sealed record InspectionContext(
    Issuer? Issuer, string? OurJwks, string? Jwks, string JwksSource, string? InstanceHeader, DateTimeOffset Now);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TokenInspection))]
public sealed partial class InspectionJson : JsonSerializerContext;
