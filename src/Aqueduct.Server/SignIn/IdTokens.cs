using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Aqueduct.Server.SignIn;

/// <summary>What an ID token of GitLab's proves.</summary>
internal sealed record IdToken(long UserId, DateTimeOffset AuthenticatedAt);

/// <summary>
/// Checks ID tokens (OpenID Connect Core 1.0, 3.1.3.7): RS256 by a key GitLab publishes now, issuer, audience, lifetime, nonce. The keys are
/// fetched at each sign-in, which is rare enough, so none is believed after GitLab dropped it.
/// </summary>
internal sealed class IdTokens(SignInSettings settings, GitLabSignIn gitLab, TimeProvider clock)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    public async Task<IdToken?> ReadAsync(string token, string clientId, string nonce, CancellationToken cancellationToken)
    {
        if (await gitLab.GetKeysAsync(cancellationToken) is not { } keys || TryReadKeys(keys) is not { } set)
            return null;
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidAudience = clientId,
            ValidIssuer = settings.Places[0].GitLabUrl,
            IssuerSigningKeys = set.GetSigningKeys(),
            ValidateLifetime = false, // it does not know our clock; done below
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt || Text(jwt, "nonce") != nonce)
            return null;
        var now = clock.GetUtcNow();
        if (jwt.ValidTo == DateTime.MinValue || jwt.ValidTo + Skew <= now.UtcDateTime || jwt.IssuedAt - Skew > now.UtcDateTime)
            return null;
        return long.TryParse(jwt.Subject, NumberStyles.None, CultureInfo.InvariantCulture, out var user)
            ? new(user, AuthenticatedAt(jwt))
            : null;
    }

    /// <summary>Without <c>auth_time</c> GitLab does not say: then nobody counts as having proven it lately.</summary>
    private static DateTimeOffset AuthenticatedAt(JsonWebToken token) =>
        token.TryGetPayloadValue<long>("auth_time", out var seconds) && seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MinValue;

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var value) ? value : null;

    private static JsonWebKeySet? TryReadKeys(string json)
    {
        try
        {
            return new JsonWebKeySet(json);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
