using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>What turning Amazon Q on or off for a group or a project does to its service account's memberships; nothing while it is not connected.</summary>
internal static class Cascade
{
    /// <summary>On: a Developer of the project. Off: no member any more.</summary>
    public static void Follow(GitLabWorld world, Project project)
    {
        if (world.State.AmazonQ is not { Ready: true, ServiceAccountId: { } account }) return;
        if (!world.State.HasDuo(project))
            world.State.Memberships.RemoveAll(m => m.UserId == account && m.ProjectId == project.Id);
        else if (!world.State.Memberships.Any(m => m.UserId == account && m.ProjectId == project.Id))
            world.State.Memberships.Add(new Membership { UserId = account, ProjectId = project.Id, AccessLevel = AccessLevel.Developer, CreatedAt = world.Now });
    }

    /// <summary>"Always off" takes the account out of the group and of all below it.</summary>
    public static void Follow(GitLabWorld world, Group group)
    {
        if (world.State.AmazonQ is not { Ready: true, ServiceAccountId: { } account } || group.DuoAvailability != "never_on") return;
        var groups = world.State.Descendants(group.Id).Append(group).Select(g => g.Id).ToHashSet();
        var projects = world.State.Projects.Where(p => p.GroupId is { } g && groups.Contains(g)).Select(p => p.Id).ToHashSet();
        world.State.Memberships.RemoveAll(m => m.UserId == account && ((m.GroupId is { } g && groups.Contains(g)) || (m.ProjectId is { } p && projects.Contains(p))));
    }
}
