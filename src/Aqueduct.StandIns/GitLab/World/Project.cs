namespace Aqueduct.StandIns.GitLab.World;

internal sealed class Project
{
    public required long Id { get; init; }

    public required string Name { get; set; }

    public required string Path { get; set; }

    /// <summary>Null when it belongs to its creator's own namespace.</summary>
    public long? GroupId { get; set; }

    public required long CreatorId { get; init; }

    public string Description { get; set; } = "";

    public string Visibility { get; set; } = "private";

    public string DefaultBranch { get; set; } = "main";

    public bool Archived { get; set; }

    public long? ForkedFromId { get; set; }

    public int ForksCount { get; set; }

    /// <summary>Null inherits the group's availability.</summary>
    public bool? DuoFeaturesEnabled { get; set; }

    /// <summary>Automatic review by Amazon Q; null inherits the instance's.</summary>
    public bool? AmazonQAutoReviewEnabled { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
