namespace Aqueduct.GitLab.Tree;

/// <summary>A group of GitLab's.</summary>
/// <param name="Path">The last part of <paramref name="FullPath"/>.</param>
/// <param name="ParentId">Null for a top-level group.</param>
public sealed record GroupNode(long Id, string Name, string Path, string FullPath, long? ParentId = null);

/// <summary>A project of GitLab's.</summary>
/// <param name="Path">The last part of <paramref name="PathWithNamespace"/>.</param>
/// <param name="Namespace">The group or user it belongs to.</param>
public sealed record ProjectNode(long Id, string Name, string Path, string PathWithNamespace, NamespaceNode Namespace)
{
    /// <summary>Null for a project in a user's namespace.</summary>
    public long? GroupId => Namespace.Kind is "group" ? Namespace.Id : null;
}

/// <param name="Kind"><c>group</c> or <c>user</c>.</param>
public sealed record NamespaceNode(long Id, string Kind, string FullPath);

/// <summary>One page of a list.</summary>
/// <param name="HasMore">Whether another page follows.</param>
/// <param name="Pause">How long to wait before the next page, so that other users of the token are not refused; from <c>RateLimit-*</c>.</param>
public sealed record NodePage<T>(IReadOnlyList<T> Items, bool HasMore, TimeSpan Pause);
