using System.Security.Cryptography;
using System.Text;

namespace Aqueduct.Setup.Connections;

/// <summary>A consent link that was given out. The <c>state</c> itself is not kept: who reads the row cannot make the callback.</summary>
internal sealed record PendingConsent(string StateHash, DateTimeOffset Until);

/// <summary>
/// The person's consent in a plain GitLab: 1. a link to GitLab's authorize page with a fresh <c>state</c>; 2. GitLab sends the browser back
/// with a code; 3. the state is looked up once and forgotten, whatever becomes of the code. There is no PKCE: Amazon Q redeems the code and
/// has no verifier.
/// </summary>
internal sealed class Consent(ConnectionRecords records, TimeProvider clock)
{
    /// <summary>As long as GitLab's authorization codes.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>A new link; an earlier one ends with it.</summary>
    public async Task<(string Url, DateTimeOffset Until)> OfferAsync(string gitLabUrl, Registration registration, CancellationToken cancellationToken)
    {
        var state = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var until = clock.GetUtcNow() + Lifetime;
        await records.SetPendingConsentAsync(new(HashOf(state), until), cancellationToken);
        var url = $"{gitLabUrl.TrimEnd('/')}/oauth/authorize?client_id={Escape(registration.ClientId)}&redirect_uri={Escape(registration.RedirectUrl)}"
            + $"&response_type=code&state={state}&scope={Escape(GitLabApplication.Scopes)}";
        return (url, until);
    }

    /// <returns>Whether <paramref name="state"/> is of the last link and in time; it never is a second time.</returns>
    public async Task<bool> TakeAsync(string state, CancellationToken cancellationToken)
    {
        if (await records.GetPendingConsentAsync(cancellationToken) is not { } pending
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(pending.StateHash), Encoding.ASCII.GetBytes(HashOf(state))))
            return false;
        await records.RemoveAsync(ConnectionRecords.PendingConsent, cancellationToken);
        return clock.GetUtcNow() < pending.Until;
    }

    private static string HashOf(string state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)));

    private static string Escape(string value) => Uri.EscapeDataString(value);
}
