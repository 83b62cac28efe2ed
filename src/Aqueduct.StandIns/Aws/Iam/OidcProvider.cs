using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>An OpenID Connect identity provider.</summary>
internal sealed class OidcProvider : Created
{
    /// <summary>The issuer without its scheme, exactly as given: IAM does not normalise it. Prefix of the condition keys.</summary>
    public required string Url { get; init; }

    public string Arn => $"arn:aws:iam::{AwsWorld.AccountId}:oidc-provider/{Url}";

    /// <summary>Audiences whose tokens STS accepts.</summary>
    public List<string> ClientIds { get; init; } = [];

    public List<string> Thumbprints { get; set; } = [];

    public SortedDictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);
}
