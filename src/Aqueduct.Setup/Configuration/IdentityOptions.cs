namespace Aqueduct.Setup.Configuration;

/// <summary>The OpenID Connect issuer that AWS STS trusts.</summary>
public sealed class IdentityOptions
{
    /// <summary>Public https address without port, query or trailing slash; <c>/cc/oidc/&lt;instance UID&gt;</c> is added. Default: <c>server.public_url</c>.</summary>
    public string? IssuerUrl { get; set; }

    /// <summary><c>ES256</c> or <c>RS256</c>; STS takes both.</summary>
    public SigningAlgorithm SigningAlgorithm { get; set; } = SigningAlgorithm.ES256;
}

public enum SigningAlgorithm
{
    ES256,
    RS256,
}
