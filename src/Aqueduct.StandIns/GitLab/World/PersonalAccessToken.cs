namespace Aqueduct.StandIns.GitLab.World;

internal sealed class PersonalAccessToken
{
    public required long Id { get; init; }

    public required long UserId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required string Value { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>First day on which it is no longer accepted; null never ends.</summary>
    public DateOnly? ExpiresAt { get; init; }

    public bool Revoked { get; set; }

    /// <summary>Id of the first token of a row of rotations: using a rotated one again ends the whole row.</summary>
    public required long Family { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public bool ActiveOn(DateOnly today) => !Revoked && (ExpiresAt is null || today < ExpiresAt);
}
