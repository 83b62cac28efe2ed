namespace Aqueduct.StandIns.GitLab.World;

/// <summary>Roles by their number in the API.</summary>
internal static class AccessLevel
{
    public const int None = 0;
    public const int Guest = 10;
    public const int Reporter = 20;
    public const int Developer = 30;
    public const int Maintainer = 40;
    public const int Owner = 50;

    /// <summary>What GitLab lets a member be: minimal access (5) and planner (15) included.</summary>
    public static bool IsValid(long level) => level is 5 or 10 or 15 or 20 or 30 or 40 or 50;

    public static string Name(int level) => level switch
    {
        5 => "Minimal Access",
        10 => "Guest",
        15 => "Planner",
        20 => "Reporter",
        30 => "Developer",
        40 => "Maintainer",
        _ => "Owner",
    };
}
