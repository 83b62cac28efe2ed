namespace Aqueduct.StandIns.GitLab.World;

internal static class Removal
{
    /// <summary>Removes a project with all that hangs on it.</summary>
    public static void Remove(this WorldState state, Project project)
    {
        state.Memberships.RemoveAll(m => m.ProjectId == project.Id);
        state.Hooks.RemoveAll(h => h.ProjectId == project.Id);
        state.Issues.RemoveAll(i => i.ProjectId == project.Id);
        state.MergeRequests.RemoveAll(m => m.ProjectId == project.Id);
        state.Notes.RemoveAll(n => n.ProjectId == project.Id);
        if (state.Projects.Find(p => p.Id == project.ForkedFromId) is { } origin) origin.ForksCount--;
        state.Projects.Remove(project);
    }
}
