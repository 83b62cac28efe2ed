using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>A role with its trust policy and permissions.</summary>
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
