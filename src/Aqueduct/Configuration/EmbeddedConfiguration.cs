using Aqueduct.Local;

namespace Aqueduct.Configuration;

/// <summary>What <c>aqueduct up</c> writes when nothing is configured; it counts only while that <c>up</c> is alive.</summary>
internal static class EmbeddedConfiguration
{
    public const string Folder = "data/embedded";

    public const string File = Folder + "/aqueduct.yaml";

    public static async Task<bool> IsAliveAsync(string workingFolder, CancellationToken cancellationToken) =>
        System.IO.File.Exists(Path.Combine(workingFolder, File))
        && await LocalServer.AnswersAsync(Path.Combine(workingFolder, Folder), cancellationToken);
}
