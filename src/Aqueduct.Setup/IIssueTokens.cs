namespace Aqueduct.Setup;

/// <summary>The issuer as set-up sees it: what AWS must find published, and a token to prove the trust with.</summary>
public interface IIssueTokens
{
    /// <summary>Key ID of the key that signs now; AWS must find it in the published JWKS.</summary>
    Task<string> GetSigningKeyIdAsync(CancellationToken cancellationToken);

    /// <summary>A token of the active instance with subject <c>&lt;instance UID&gt;:&lt;user&gt;</c> and audience <c>gitlab-cc-&lt;instance UID&gt;</c>.</summary>
    Task<string> IssueAsync(string user, CancellationToken cancellationToken);
}
