namespace Aqueduct.StandIns.GitLab.World;

/// <summary>A comment on an issue or merge request of the world.</summary>
internal sealed class Note
{
    public required long Id { get; init; }

    public required long ProjectId { get; init; }

    /// <summary>Else it is on an issue.</summary>
    public required bool OnMergeRequest { get; init; }

    /// <summary>Of the issue or merge request.</summary>
    public required long NoteableId { get; init; }

    public required long NoteableIid { get; init; }

    public required string DiscussionId { get; init; }

    public required long AuthorId { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
