namespace Aqueduct.StandIns.GitLab.World;

/// <summary>GitLab Duo's availability down the tree: the nearest value counts, and <c>never_on</c> above wins over all below it.</summary>
internal static class DuoAvailability
{
    public static string AvailabilityOf(this WorldState state, long? groupId)
    {
        var set = state.SelfAndAncestors(groupId).Select(g => g.DuoAvailability).Append(state.Settings.DuoAvailability).OfType<string>().ToList();
        return set.Contains("never_on") ? "never_on" : set[0];
    }

    public static bool HasDuo(this WorldState state, Project project) => state.AvailabilityOf(project.GroupId) switch
    {
        "never_on" => false,
        var inherited => project.DuoFeaturesEnabled ?? inherited == "default_on",
    };
}
