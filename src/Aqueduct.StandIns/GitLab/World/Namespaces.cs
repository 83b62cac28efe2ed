namespace Aqueduct.StandIns.GitLab.World;

/// <summary>Full paths and the tree of groups.</summary>
internal static class Namespaces
{
    public static string FullPath(this WorldState state, Group group) =>
        group.ParentId is { } parent ? $"{state.FullPath(state.Group(parent))}/{group.Path}" : group.Path;

    public static string FullName(this WorldState state, Group group) =>
        group.ParentId is { } parent ? $"{state.FullName(state.Group(parent))} / {group.Name}" : group.Name;

    public static string NamespacePath(this WorldState state, Project project) =>
        project.GroupId is { } group ? state.FullPath(state.Group(group)) : state.User(project.CreatorId).Username;

    public static string FullPath(this WorldState state, Project project) => $"{state.NamespacePath(project)}/{project.Path}";

    /// <summary>The group itself and all above it, nearest first.</summary>
    public static IEnumerable<Group> SelfAndAncestors(this WorldState state, long? groupId)
    {
        for (var id = groupId; id is not null;)
        {
            var group = state.Group(id.Value);
            yield return group;
            id = group.ParentId;
        }
    }

    public static IEnumerable<Group> Descendants(this WorldState state, long groupId) =>
        state.Groups.Where(g => g.ParentId == groupId).SelectMany(g => state.Descendants(g.Id).Prepend(g));

    /// <summary>The group of that id. Groups are kept in the order of their ids, as they are made.</summary>
    public static Group Group(this WorldState state, long id)
    {
        var (low, high) = (0, state.Groups.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (state.Groups[middle].Id == id) return state.Groups[middle];
            if (state.Groups[middle].Id < id) low = middle + 1;
            else high = middle - 1;
        }
        throw new InvalidOperationException($"There is no group {id}.");
    }

    public static User User(this WorldState state, long id) => state.Users.Single(u => u.Id == id);

    /// <summary>Whether a name is free among users and top-level groups, which share one namespace.</summary>
    public static bool IsTaken(this WorldState state, string rootPath) =>
        state.Users.Any(u => string.Equals(u.Username, rootPath, StringComparison.OrdinalIgnoreCase))
        || state.Groups.Any(g => g.ParentId is null && string.Equals(g.Path, rootPath, StringComparison.OrdinalIgnoreCase));
}
