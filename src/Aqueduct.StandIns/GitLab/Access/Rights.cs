using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Access;

/// <summary>What a caller may see and do. What may not be seen does not exist (404); what may be seen and not done is 403.</summary>
internal sealed class Rights(GitLabWorld world)
{
    /// <summary>More than any role: an administrator acting as one.</summary>
    private const int Everything = 100;

    public int LevelIn(Caller? caller, Group group) => Level(caller, user => OfMember(user, group.Id, null));

    public int LevelIn(Caller? caller, Project project) => Level(caller, user => OfMember(user, project.GroupId, project));

    public bool Sees(Caller? caller, Group group) => IsOpen(caller, group.Visibility) || LevelIn(caller, group) > 0 || HasMemberBelow(caller, group);

    public bool Sees(Caller? caller, Project project) => IsOpen(caller, project.Visibility) || LevelIn(caller, project) > 0;

    /// <summary>The project of the path's <c>:id</c>, a number or a full path.</summary>
    public Project Project(Call call, int level = AccessLevel.None, string placeholder = "id")
    {
        var wanted = call[placeholder];
        var project = world.State.Projects.Find(p => long.TryParse(wanted, out var id) ? p.Id == id : SamePath(world.State.FullPath(p), wanted));
        if (project is null || !Sees(call.CallerOrNobody, project)) throw ApiError.NotFound("Project");
        return LevelIn(call.CallerOrNobody, project) >= level ? project : throw ApiError.Forbidden();
    }

    /// <summary>The group of the path's <c>:id</c>, a number or a full path.</summary>
    public Group Group(Call call, int level = AccessLevel.None) =>
        FindGroup(call.CallerOrNobody, call["id"]) is { } group
            ? LevelIn(call.CallerOrNobody, group) >= level ? group : throw ApiError.Forbidden()
            : throw ApiError.NotFound("Group");

    /// <summary>A visible group by number or full path.</summary>
    public Group? FindGroup(Caller? caller, string wanted) =>
        world.State.Groups.Find(g => long.TryParse(wanted, out var id) ? g.Id == id : SamePath(world.State.FullPath(g), wanted)) is { } group && Sees(caller, group)
            ? group
            : null;

    /// <summary>Best role over the direct membership and all inherited ones, as one user alone.</summary>
    public int OfMember(User user, long? groupId, Project? project)
    {
        var above = world.State.SelfAndAncestors(groupId).Select(g => g.Id).ToHashSet();
        var own = project is not null && project.GroupId is null && project.CreatorId == user.Id ? AccessLevel.Owner : AccessLevel.None;
        return world.State.Memberships
            .Where(m => m.UserId == user.Id && !(m.ExpiresAt <= world.Clock.Today()))
            .Where(m => (m.GroupId is { } g && above.Contains(g)) || (project is not null && m.ProjectId == project.Id))
            .Select(m => m.AccessLevel)
            .Append(own)
            .Max();
    }

    // A composite token has the lesser of both rights: the service account's and the human's.
    private static int Level(Caller? caller, Func<User, int> of) => caller switch
    {
        null => AccessLevel.None,
        { IsAdministrator: true } => Everything,
        { Account: { } account } => Math.Min(of(account), of(caller.User)),
        _ => of(caller.User),
    };

    private bool HasMemberBelow(Caller? caller, Group group)
    {
        if (caller is null) return false;
        var below = world.State.Descendants(group.Id).Append(group).Select(g => g.Id).ToHashSet();
        return world.State.Groups.Any(g => below.Contains(g.Id) && LevelIn(caller, g) > 0)
            || world.State.Projects.Any(p => p.GroupId is { } g && below.Contains(g) && LevelIn(caller, p) > 0);
    }

    private static bool IsOpen(Caller? caller, string visibility) => visibility == "public" || (visibility == "internal" && caller is { User.External: false });

    private static bool SamePath(string path, string wanted) => string.Equals(path, wanted, StringComparison.OrdinalIgnoreCase);
}
