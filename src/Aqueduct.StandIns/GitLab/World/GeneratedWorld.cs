namespace Aqueduct.StandIns.GitLab.World;

/// <summary>Groups and projects by the thousands, beside the fixed ones: named by their number, without repositories.</summary>
internal static class GeneratedWorld
{
    /// <summary>Top-level groups get ten subgroups each, which get ten, and so on; projects are spread over all.</summary>
    private const int Fan = 10;

    public static void Add(WorldState state, int groups, int projects)
    {
        var made = new List<Group>();
        for (var i = 0; i < groups; i++)
        {
            var parent = i < Fan ? null : made[(i - Fan) / Fan];
            made.Add(new Group { Id = state.NextId("namespace"), Name = $"Group {i}", Path = $"group-{i}", ParentId = parent?.Id, CreatedAt = FixedWorld.Begin });
        }

        state.Groups.AddRange(made);
        var creator = state.Users.Single(u => u.Username == "root");
        for (var i = 0; i < projects; i++)
        {
            state.Projects.Add(new Project
            {
                Id = state.NextId("project"),
                Name = $"Project {i}",
                Path = $"project-{i}",
                GroupId = made.Count > 0 ? made[i % made.Count].Id : null,
                CreatorId = creator.Id,
                CreatedAt = FixedWorld.Begin,
            });
        }
    }
}
