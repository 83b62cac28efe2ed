using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>A user, so that a caller with few rights can be tried.</summary>
internal sealed class IamUser : Created
{
    public required string Name { get; init; }

    public required string Path { get; init; }

    /// <summary>Begins with <c>AIDA</c>.</summary>
    public required string Id { get; init; }

    public string Arn => $"arn:aws:iam::{AwsWorld.AccountId}:user{Path}{Name}";

    public SortedDictionary<string, string> InlinePolicies { get; init; } = new(StringComparer.Ordinal);
}
