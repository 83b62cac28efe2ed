using System.Text.Json.Serialization;

namespace Aqueduct.Server.Identity;

/// <summary>The issuer and its published keys, oldest first.</summary>
public sealed record IssuerKeys(string Issuer, IReadOnlyList<IssuerKey> Keys);

/// <summary>A signing key as an operator sees it.</summary>
/// <param name="Kid">RFC 7638 thumbprint.</param>
/// <param name="Algorithm"><c>ES256</c> or <c>RS256</c>.</param>
/// <param name="SeenAt">Since when the public issuer shows it; null while it was not seen, and for a first key.</param>
/// <param name="SignsFrom">When an announced key that was seen begins to sign.</param>
/// <param name="RemovedAt">When a key that only verifies leaves the key set.</param>
public sealed record IssuerKey(
    string Kid,
    string Algorithm,
    KeyState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SeenAt,
    DateTimeOffset? SignsFrom,
    DateTimeOffset? ActivatedAt,
    DateTimeOffset? RetiredAt,
    DateTimeOffset? RemovedAt);

/// <summary>The issuer's documents as files for any static host.</summary>
public sealed record IssuerFiles(string Issuer, IReadOnlyList<IssuerFile> Files);

/// <param name="Path">Relative to what <c>identity.issuer_url</c> serves.</param>
/// <param name="Url">Where AWS looks for it.</param>
/// <param name="ContentType">What the host has to send.</param>
/// <param name="Content">JSON text.</param>
public sealed record IssuerFile(string Path, string Url, string ContentType, string Content);

public sealed record SigningKeyAnswer(string Kid);

public sealed record TokenRequest(string? User);

public sealed record TokenAnswer(string Token)
{
    /// <summary>Keeps the token out of logs.</summary>
    public override string ToString() => "TokenAnswer { *** }";
}

/// <summary>The JSON of <c>/api/v1/identity</c>, for both of its ends.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(IssuerKeys))]
[JsonSerializable(typeof(IssuerKey))]
[JsonSerializable(typeof(IssuerFiles))]
[JsonSerializable(typeof(SigningKeyAnswer))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenAnswer))]
public sealed partial class IdentityJson : JsonSerializerContext;
