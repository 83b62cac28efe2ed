using System.Text.RegularExpressions;

namespace Aqueduct.Setup;

/// <summary>GitLab's version texts, such as <c>18.5.1-ee</c>.</summary>
internal static partial class GitLabRelease
{
    /// <summary>A text that is no version is before none.</summary>
    public static bool IsBefore(string version, Version oldest) =>
        Release().Match(version) is { Success: true } release && Version.Parse(release.Value) < oldest;

    [GeneratedRegex(@"^\d+\.\d+")]
    private static partial Regex Release();
}
