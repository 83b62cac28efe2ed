using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>Who may use what Amazon Q powers: with the add-on everybody, as long as it is connected and not turned off for good.</summary>
internal static class DuoAccess
{
    public static bool HasAmazonQ(this WorldState state) => state.AmazonQ.Ready && state.Settings.DuoAvailability != "never_on";
}
