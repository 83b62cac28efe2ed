namespace Aqueduct.StandIns.GitLab.World;

internal sealed class Group
{
    public required long Id { get; init; }

    public required string Name { get; set; }

    public required string Path { get; set; }

    public long? ParentId { get; set; }

    public string Description { get; set; } = "";

    public string Visibility { get; set; } = "private";

    /// <summary><c>default_on</c>, <c>default_off</c>, <c>never_on</c>; null inherits.</summary>
    public string? DuoAvailability { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
