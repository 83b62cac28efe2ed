namespace Aqueduct.StandIns.Aws.Iam.ManagedPolicies;

/// <summary>A policy that AWS manages.</summary>
/// <param name="Versions">Oldest first; the last one is the default.</param>
internal sealed record ManagedPolicy(string Name, string Id, string Description, DateTimeOffset CreateDate, IReadOnlyList<PolicyVersion> Versions)
{
    public string Arn => $"arn:aws:iam::aws:policy/{Name}";

    public PolicyVersion DefaultVersion => Versions[^1];
}

internal sealed record PolicyVersion(string Id, DateTimeOffset CreateDate, string Document);
