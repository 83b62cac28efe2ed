using Microsoft.IdentityModel.Tokens;

namespace Aqueduct.Server.Identity;

/// <summary>One consistent view of the issuer's keys; replaced as a whole.</summary>
/// <param name="Keys">All published ones, oldest first.</param>
/// <param name="Credentials">The private half of <see cref="Signing"/>.</param>
internal sealed record KeySet(IReadOnlyList<PublishedKey> Keys, SigningCredentials Credentials, IssuerDocuments Documents)
{
    public PublishedKey Signing { get; } = Keys.Single(k => k.State is KeyState.Signing);

    /// <summary>The key that will sign next; at most one is announced at a time.</summary>
    public PublishedKey? Announced { get; } = Keys.FirstOrDefault(k => k.State is KeyState.Announced);

    /// <summary>Keeps the private key and other people's words about this set out of logs.</summary>
    public override string ToString() => $"{Keys.Count} keys, {Signing.Kid} signs";
}
