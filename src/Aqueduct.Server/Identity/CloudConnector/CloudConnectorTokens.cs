using Aqueduct.Server.Identity.Inspection;

namespace Aqueduct.Server.Identity.CloudConnector;

/// <summary>
/// Verifies the token GitLab sends to its AI gateway:
/// <list type="number">
/// <item>a JWT of at most 16 KB, taken apart strictly: no member twice, no other alphabet;</item>
/// <item>header: RS256, a key ID, no key of its own, no extension;</item>
/// <item>an allowed issuer, and a signature by a key which that very issuer publishes;</item>
/// <item>times, audience and realm (<see cref="CloudConnectorClaims"/>);</item>
/// <item>an instance UID of ours, since any customer's token is valid for the same issuer.</item>
/// </list>
/// What was found right is remembered until the issuer's keys are fetched again; expiry and instance are looked at on every call.
/// </summary>
public sealed class CloudConnectorTokens
{
    private const int MaxLength = 16 * 1024;

    private static readonly string[] Forbidden = ["crit", "jku", "jwk", "x5c", "x5u"];

    private readonly CloudConnectorOptions options;
    private readonly TrustedIssuers issuers;
    private readonly TimeProvider clock;
    private readonly VerifiedTokens verified = new();

    internal CloudConnectorTokens(CloudConnectorOptions options, TrustedIssuers issuers, TimeProvider clock) =>
        (this.options, this.issuers, this.clock) = (options, issuers, clock);

    /// <summary>Completes at once unless the token names a key that has to be fetched first.</summary>
    /// <param name="token">From the <c>Authorization</c> header, without the scheme.</param>
    public ValueTask<CloudConnectorVerdict> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length > MaxLength)
            return new(CloudConnectorVerdict.Refused(CloudConnectorRefusal.Malformed));
        var digest = TokenDigest.Of(token);
        return verified.TryGet(digest, out var known) ? new(Current(known)) : VerifyAsync(token, digest, cancellationToken);
    }

    private async ValueTask<CloudConnectorVerdict> VerifyAsync(string text, TokenDigest digest, CancellationToken cancellationToken)
    {
        if (!CompactToken.TryParse(text, out var token, out _))
            return CloudConnectorVerdict.Refused(CloudConnectorRefusal.Malformed);
        if (token.Header.Text("alg") is not "RS256")
            return CloudConnectorVerdict.Refused(CloudConnectorRefusal.Algorithm);
        if (token.Header.Text("kid") is not { Length: > 0 } kid || Forbidden.Any(f => token.Header.TryGetProperty(f, out _)))
            return CloudConnectorVerdict.Refused(CloudConnectorRefusal.Header);
        if (token.Claims.Text("iss") is not { } iss || issuers.Find(iss) is not { } issuer)
            return CloudConnectorVerdict.Refused(CloudConnectorRefusal.Issuer);

        var keys = await issuer.KeysWithAsync(kid, cancellationToken);
        if (keys.Find(kid) is not { } key)
            return CloudConnectorVerdict.Refused(keys == TrustedKeys.None ? CloudConnectorRefusal.NoKeys : CloudConnectorRefusal.UnknownKey);
        if (!key.Verifies(token))
            return CloudConnectorVerdict.Refused(CloudConnectorRefusal.Signature);

        var verdict = CloudConnectorClaims.Judge(token.Claims, issuer.Name, clock.GetUtcNow());
        if (!verdict.TryGet(out var believed, out _))
            return verdict;
        verdict = Current(believed);
        if (verdict.TryGet(out _, out _))
            verified.Remember(digest, believed, issuer, keys);
        return verdict;
    }

    /// <summary>What may change while a token is remembered.</summary>
    private CloudConnectorVerdict Current(CloudConnectorToken token) =>
        token.HasExpired(clock.GetUtcNow()) ? CloudConnectorVerdict.Refused(CloudConnectorRefusal.Expired)
        : !options.AcceptsInstance(token.InstanceUid) ? CloudConnectorVerdict.Refused(CloudConnectorRefusal.Instance)
        : CloudConnectorVerdict.Believed(token);
}
