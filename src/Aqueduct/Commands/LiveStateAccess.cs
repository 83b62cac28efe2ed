using Aqueduct.Configuration;
using Aqueduct.Local;
using Aqueduct.Server;
using Aqueduct.Setup.Network;

namespace Aqueduct.Commands;

internal static class LiveStateAccess
{
    /// <summary>The running server's, else the data folder's, which is then locked for as long as the command works.</summary>
    /// <param name="command">Who holds the data folder, for the one who finds it locked.</param>
    public static async Task<int> WithLiveStateAsync(
        this CommandRun run, AqueductConfiguration configuration, string command, Func<LiveState, Task<int>> work, CancellationToken cancellationToken)
    {
        using var server = await LocalServer.TryConnectAsync(configuration.DataFolder, cancellationToken);
        if (server is not null)
            return await work(new LiveState(new RemoteSetupState(server), new RemoteTokens(server), new RemoteIssuer(server), new RemoteAudit(server)));

        if (OutboundTransport.TryCreate(configuration.Options.Network, out var failure) is not { } transport)
            return run.Fail(failure!, ExitCode.Usage);
        using var outgoing = new HttpClient(transport);
        var opened = await OfflineAqueduct.OpenAsync(configuration.ForServer(outgoing, run.Clock), command, cancellationToken);
        if (!opened.TryGet(out var offline, out failure))
            return run.Fail(failure);
        await using (offline)
            return await work(new LiveState(offline.SetupState, offline.Tokens, offline.Issuer, offline.Audit));
    }
}
