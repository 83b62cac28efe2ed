using System.CommandLine;
using System.Net.Http.Json;
using Aqueduct.Local;
using Aqueduct.Rendering;
using Aqueduct.Server.Hooks;
using Aqueduct.Server.Tree;
using Aqueduct.Setup;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct hooks</c>: what the running server keeps at GitLab's groups and projects.</summary>
internal static class HooksCommand
{
    public static Command Create() => new("hooks", "The webhooks kept at GitLab's groups and projects, and the mirror they follow") { Status() };

    private static AqueductCommand Status() => new("status", "Shows how far the mirror of GitLab's groups and projects is, and the hooks")
    {
        Reports = true,
        Examples = ["aqueduct hooks status", "aqueduct hooks status --output json | jq .hooks.troubles"],
        Run = async (run, cancellationToken) =>
        {
            if (await run.LoadConfigurationAsync(cancellationToken) is not { } configuration)
                return ExitCode.Usage;
            using var server = await LocalServer.TryConnectAsync(configuration.DataFolder, cancellationToken);
            if (server is null)
                return run.Fail(new Failure("not-running", $"No server runs on {configuration.DataFolder}.", "Start it with `aqueduct serve`."));
            run.Report(await ReadAsync(server, cancellationToken), HooksReportJson.Default.HooksReport, HooksText.Write);
            return ExitCode.Done;
        },
    };

    private static async Task<HooksReport> ReadAsync(LocalServer server, CancellationToken cancellationToken)
    {
        using var mirror = await server.SendAsync(HttpMethod.Get, "/api/v1/mirror", null, cancellationToken);
        using var hooks = await server.SendAsync(HttpMethod.Get, "/api/v1/hooks", null, cancellationToken);
        return new(
            (await mirror.Content.ReadFromJsonAsync(TreeJson.Default.TreeStatus, cancellationToken))!,
            (await hooks.Content.ReadFromJsonAsync(HooksJson.Default.HooksStatus, cancellationToken))!);
    }
}
