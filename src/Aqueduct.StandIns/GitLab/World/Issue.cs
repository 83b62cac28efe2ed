namespace Aqueduct.StandIns.GitLab.World;

internal sealed class Issue
{
    public required long Id { get; init; }

    public required long Iid { get; init; }

    public required long ProjectId { get; init; }

    public required long AuthorId { get; init; }

    public required string Title { get; set; }

    public string Description { get; set; } = "";

    public bool Closed { get; set; }

    public List<string> Labels { get; init; } = [];

    public List<long> AssigneeIds { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
