using Aqueduct.Configuration;
using Aqueduct.Local;
using Aqueduct.Server;
using Aqueduct.Server.Identity;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Connections;
using Aqueduct.Setup.Network;

namespace Aqueduct.Commands;

/// <summary>
/// The connection for a command: memory and tokens are the running server's, else the data folder's, which is then locked for as long as the
/// command works. AWS is called by this process, as the role and with no other credentials.
/// </summary>
internal static class ConnectionAccess
{
    public static async Task<int> WithConnectionAsync(
        this CommandRun run, string command, Func<Connection, Task<int>> work, CancellationToken cancellationToken) =>
        await run.LoadConfigurationAsync(cancellationToken) is { } configuration
            ? await run.WithConnectionAsync(configuration, command, work, cancellationToken)
            : ExitCode.Usage;

    public static async Task<int> WithConnectionAsync(
        this CommandRun run, AqueductConfiguration configuration, string command, Func<Connection, Task<int>> work, CancellationToken cancellationToken)
    {
        if (configuration.Options.Gitlab.Mode is GitLabMode.Gateway)
        {
            return run.Fail(new Failure(
                "connection-is-gitlabs", "gitlab.mode is gateway: GitLab connects and disconnects itself.",
                "Use GitLab's page: Admin > Settings > General > GitLab Duo with Amazon Q. Or set gitlab.mode to beside."), ExitCode.Usage);
        }

        using var server = await LocalServer.TryConnectAsync(configuration.DataFolder, cancellationToken);
        if (server is not null)
            return await RunAsync(run, configuration, new RemoteSetupState(server), new RemoteTokens(server), new RemoteIssuer(server), work, cancellationToken);

        if (OutboundTransport.TryCreate(configuration.Options.Network, out var failure) is not { } transport)
            return run.Fail(failure!, ExitCode.Usage);
        using var outgoing = new HttpClient(transport);
        var opened = await OfflineAqueduct.OpenAsync(configuration.ForServer(outgoing, run.Clock), command, cancellationToken);
        if (!opened.TryGet(out var offline, out failure))
            return run.Fail(failure);
        await using (offline)
            return await RunAsync(run, configuration, offline.SetupState, offline.Tokens, offline.Issuer, work, cancellationToken);
    }

    private static async Task<int> RunAsync(
        CommandRun run, AqueductConfiguration configuration, ISetupState state, IIssueTokens tokens, IIssuerAdministration issuer,
        Func<Connection, Task<int>> work, CancellationToken cancellationToken)
    {
        if (OutboundTransport.TryCreate(configuration.Options.Network, out var failure) is not { } transport)
            return run.Fail(failure!, ExitCode.Usage);
        var url = (await issuer.ListAsync(cancellationToken)).Issuer;
        var settings = new ConnectionSettings(run.SettingsFor(configuration, url[(url.LastIndexOf('/') + 1)..]), configuration.GitLabUrl());
        if (!Connection.Open(settings, transport, state, tokens, run.Clock).TryGet(out var connection, out var failures))
        {
            transport.Dispose();
            return run.FailAll(failures, ExitCode.Usage);
        }

        using (connection)
            return await work(connection);
    }
}
