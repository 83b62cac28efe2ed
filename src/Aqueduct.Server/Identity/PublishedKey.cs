using Aqueduct.Server.Storage;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.Server.Identity;

/// <summary>The public side of a signing key: what verifiers may know, and when it moves on.</summary>
/// <param name="PublicJwk">JSON text.</param>
/// <param name="SeenAt">Since when the public issuer shows it without a break; null while it was not seen.</param>
/// <param name="Version">Guard of the next change to the key set; counts on the key that signs.</param>
internal sealed record PublishedKey(
    string Kid,
    SigningAlgorithm Algorithm,
    string PublicJwk,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SeenAt,
    DateTimeOffset? ActivatedAt,
    DateTimeOffset? RetiredAt,
    int Version)
{
    public KeyState State => this switch
    {
        { RetiredAt: not null } => KeyState.VerifyOnly,
        { ActivatedAt: not null } => KeyState.Signing,
        _ => KeyState.Announced,
    };

    /// <summary>When it leaves the key set; null while that is not known.</summary>
    public DateTimeOffset? RemovedAt => RetiredAt + KeyLife.VerifyOnly;

    public static PublishedKey From(SigningKeyRow row) => new(
        row.Kid, Enum.Parse<SigningAlgorithm>(row.Algorithm), row.PublicJwk, row.CreatedAt, row.SeenAt, row.ActivatedAt, row.RetiredAt, row.Version);
}
