using Aqueduct.Configuration;
using Aqueduct.Local;
using Aqueduct.Server;
using Aqueduct.Server.Identity;
using Aqueduct.Setup.Network;

namespace Aqueduct.Commands;

/// <summary>The issuer for a command: the running server's, else the data folder's, which is then locked for as long as the command works.</summary>
internal static class IssuerAccess
{
    public static async Task<int> WithIssuerAsync(
        this CommandRun run, AqueductConfiguration configuration, string command,
        Func<IIssuerAdministration, Task<int>> work, CancellationToken cancellationToken)
    {
        using var server = await LocalServer.TryConnectAsync(configuration.DataFolder, cancellationToken);
        if (server is not null)
            return await work(new RemoteIssuer(server));

        if (OutboundTransport.TryCreate(configuration.Options.Network, out var failure) is not { } transport)
            return run.Fail(failure!, ExitCode.Usage);
        using var outgoing = new HttpClient(transport);
        var opened = await OfflineAqueduct.OpenAsync(configuration.ForServer(outgoing, run.Clock), command, cancellationToken);
        if (!opened.TryGet(out var offline, out failure))
            return run.Fail(failure);
        await using (offline)
            return await work(offline.Issuer);
    }
}
