namespace Aqueduct.Server.Storage;

/// <summary>A group of GitLab's, as last seen there.</summary>
public sealed class TreeGroupRow
{
    /// <summary>GitLab's.</summary>
    public required long Id { get; set; }

    /// <summary>Null for a top-level group.</summary>
    public long? ParentId { get; set; }

    public required string Name { get; set; }

    /// <summary>The last part of <see cref="FullPath"/>.</summary>
    public required string Path { get; set; }

    /// <summary>Such as <c>acme/platform</c>. For a moment two groups may have the same one: GitLab reuses a path before we have seen who left it.</summary>
    public required string FullPath { get; set; }
}

/// <summary>A project of GitLab's, as last seen there.</summary>
public sealed class TreeProjectRow
{
    /// <summary>GitLab's.</summary>
    public required long Id { get; set; }

    /// <summary>Null for a project in a user's namespace: it stands directly below the instance.</summary>
    public long? GroupId { get; set; }

    public required string Name { get; set; }

    /// <summary>The last part of <see cref="FullPath"/>.</summary>
    public required string Path { get; set; }

    /// <summary>Such as <c>acme/platform/ledger</c>.</summary>
    public required string FullPath { get; set; }
}
