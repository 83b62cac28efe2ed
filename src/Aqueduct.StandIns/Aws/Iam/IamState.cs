using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>IAM's part of the world.</summary>
internal sealed class IamState
{
    public List<OidcProvider> Providers { get; init; } = [];

    public List<IamRole> Roles { get; init; } = [];

    public List<IamUser> Users { get; init; } = [];

    public List<AccessKey> AccessKeys { get; init; } = [];
}

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

internal sealed class IamRole : Created
{
    public required string Name { get; init; }

    /// <summary>Begins and ends with a slash.</summary>
    public required string Path { get; init; }

    /// <summary>Begins with <c>AROA</c>; a role made anew under the same name gets another one.</summary>
    public required string Id { get; init; }

    public string Arn => $"arn:aws:iam::{AwsWorld.AccountId}:role{Path}{Name}";

    /// <summary>The document as it was given.</summary>
    public required string TrustPolicy { get; set; }

    /// <summary>In seconds.</summary>
    public required int MaxSessionDuration { get; set; }

    public string? Description { get; set; }

    public SortedDictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Documents by name.</summary>
    public SortedDictionary<string, string> InlinePolicies { get; init; } = new(StringComparer.Ordinal);

    /// <summary>ARNs of managed policies.</summary>
    public List<string> AttachedPolicies { get; init; } = [];
}

internal sealed class IamUser : Created
{
    public required string Name { get; init; }

    public required string Path { get; init; }

    /// <summary>Begins with <c>AIDA</c>.</summary>
    public required string Id { get; init; }

    public string Arn => $"arn:aws:iam::{AwsWorld.AccountId}:user{Path}{Name}";

    public SortedDictionary<string, string> InlinePolicies { get; init; } = new(StringComparer.Ordinal);
}

internal sealed class AccessKey
{
    public required string Id { get; init; }

    public required string Secret { get; init; }

    public required string UserName { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public override string ToString() => $"{Id} of user {UserName}";
}
