using Aqueduct.Setup;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Aqueduct.Server.Identity;

/// <summary>
/// Issues the tokens AWS STS takes: <c>iss</c>, <c>aud</c> <c>gitlab-cc-&lt;instance UID&gt;</c>, <c>sub</c> (<see cref="Subject"/>),
/// <c>iat</c>, <c>exp</c> as integers, and a random <c>jti</c>.
/// </summary>
internal sealed class TokenIssuer(SigningKeyRing ring, IssuerSettings settings, TimeProvider clock) : IIssueTokens
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public async Task<string> GetSigningKeyIdAsync(CancellationToken cancellationToken) => (await KeysAsync(cancellationToken)).Signing.Kid;

    /// <exception cref="ArgumentException">The user id is empty, too long for STS, or not valid Unicode.</exception>
    public async Task<string> IssueAsync(string user, CancellationToken cancellationToken)
    {
        if (!Subject.TryCreate(settings.Issuer.InstanceUid, user, out var subject))
            throw new ArgumentException("The user id is empty, too long, or not valid Unicode.", nameof(user));

        var keys = await KeysAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.Issuer.Url,
            Audience = settings.Issuer.Audience,
            IssuedAt = now,
            Expires = now + KeyLife.TokenLifetime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = subject,
                [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString(),
            },
            SigningCredentials = keys.Credentials,
        });
    }

    private async ValueTask<KeySet> KeysAsync(CancellationToken cancellationToken) => ring.Current ?? await ring.LoadAsync(cancellationToken);
}
