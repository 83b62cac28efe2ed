namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>A long-term key of a user.</summary>
internal sealed class AccessKey
{
    public required string Id { get; init; }

    public required string Secret { get; init; }

    public required string UserName { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public override string ToString() => $"{Id} of user {UserName}";
}
