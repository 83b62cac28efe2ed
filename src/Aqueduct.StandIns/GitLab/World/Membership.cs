namespace Aqueduct.StandIns.GitLab.World;

/// <summary>A user's direct membership of one group or one project.</summary>
internal sealed class Membership
{
    public required long UserId { get; init; }

    public long? GroupId { get; init; }

    public long? ProjectId { get; init; }

    public required int AccessLevel { get; set; }

    public DateOnly? ExpiresAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
