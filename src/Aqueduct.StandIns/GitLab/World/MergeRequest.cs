namespace Aqueduct.StandIns.GitLab.World;

internal sealed class MergeRequest
{
    public required long Id { get; init; }

    public required long Iid { get; init; }

    public required long ProjectId { get; init; }

    public required long AuthorId { get; init; }

    public required string Title { get; set; }

    public string Description { get; set; } = "";

    public required string SourceBranch { get; init; }

    public required string TargetBranch { get; init; }

    /// <summary><c>opened</c>, <c>closed</c> or <c>merged</c>.</summary>
    public string State { get; set; } = "opened";

    /// <summary>Head of the target branch when the source branch left it.</summary>
    public required string BaseSha { get; init; }

    public required string HeadSha { get; set; }

    public List<long> AssigneeIds { get; init; } = [];

    public List<long> ReviewerIds { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
