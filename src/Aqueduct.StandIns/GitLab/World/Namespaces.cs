namespace Aqueduct.StandIns.GitLab.World;

/// <summary>Full paths and the tree of groups.</summary>
internal static class Namespaces
{
    public static string FullPath(this WorldState state, Group group) =>
        group.ParentId is { } parent ? $"{state.FullPath(state.Groups.Single(g => g.Id == parent))}/{group.Path}" : group.Path;

    public static string FullName(this WorldState state, Group group) =>
        group.ParentId is { } parent ? $"{state.FullName(state.Groups.Single(g => g.Id == parent))} / {group.Name}" : group.Name;

    public static string NamespacePath(this WorldState state, Project project) =>
        project.GroupId is { } group ? state.FullPath(state.Groups.Single(g => g.Id == group)) : state.User(project.CreatorId).Username;

    public static string FullPath(this WorldState state, Project project) => $"{state.NamespacePath(project)}/{project.Path}";

    /// <summary>The group itself and all above it, nearest first.</summary>
    public static IEnumerable<Group> SelfAndAncestors(this WorldState state, long? groupId)
    {
        for (var id = groupId; id is not null;)
        {
            var group = state.Groups.Single(g => g.Id == id);
            yield return group;
            id = group.ParentId;
        }
    }

    public static IEnumerable<Group> Descendants(this WorldState state, long groupId) =>
        state.Groups.Where(g => g.ParentId == groupId).SelectMany(g => state.Descendants(g.Id).Prepend(g));

    public static User User(this WorldState state, long id) => state.Users.Single(u => u.Id == id);

    /// <summary>Whether a name is free among users and top-level groups, which share one namespace.</summary>
    public static bool IsTaken(this WorldState state, string rootPath) =>
        state.Users.Any(u => string.Equals(u.Username, rootPath, StringComparison.OrdinalIgnoreCase))
        || state.Groups.Any(g => g.ParentId is null && string.Equals(g.Path, rootPath, StringComparison.OrdinalIgnoreCase));
}
