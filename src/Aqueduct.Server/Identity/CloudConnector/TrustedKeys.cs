using System.Collections.Frozen;

namespace Aqueduct.Server.Identity.CloudConnector;

/// <summary>The keys an issuer published at one time; replaced as a whole.</summary>
/// <param name="refreshAt">When to look again.</param>
internal sealed class TrustedKeys(IReadOnlyDictionary<string, VerificationKey> keys, DateTimeOffset refreshAt)
{
    public static TrustedKeys None { get; } = new(FrozenDictionary<string, VerificationKey>.Empty, DateTimeOffset.MinValue);

    public DateTimeOffset RefreshAt => refreshAt;

    public IEnumerable<string> Kids => keys.Keys;

    public VerificationKey? Find(string kid) => keys.GetValueOrDefault(kid);
}
