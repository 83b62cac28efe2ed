using Aqueduct.Configuration;
using Aqueduct.Server.Audit;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Connections;
using Aqueduct.Setup.Network;

namespace Aqueduct.Commands;

/// <summary>
/// The connection for a command: memory and tokens are the running server's, else the data folder's, which is then locked for as long as the
/// command works. AWS is called by this process, as the role and with no other credentials; GitLab with the administrator's token, where there is one.
/// </summary>
internal static class ConnectionAccess
{
    /// <summary>For a command that only looks: also where GitLab connects itself, through the gateway.</summary>
    public static async Task<int> WithAnyConnectionAsync(
        this CommandRun run, string command, Func<Connection, IAuditAdministration, Task<int>> work, CancellationToken cancellationToken) =>
        await run.LoadConfigurationAsync(cancellationToken) is { } configuration
            ? await run.WithLiveStateAsync(configuration, command, live => RunAsync(run, configuration, live, work, cancellationToken), cancellationToken)
            : ExitCode.Usage;

    public static async Task<int> WithConnectionAsync(
        this CommandRun run, string command, Func<Connection, IAuditAdministration, Task<int>> work, CancellationToken cancellationToken) =>
        await run.LoadConfigurationAsync(cancellationToken) is { } configuration
            ? await run.WithConnectionAsync(configuration, command, work, cancellationToken)
            : ExitCode.Usage;

    public static async Task<int> WithConnectionAsync(
        this CommandRun run, AqueductConfiguration configuration, string command, Func<Connection, IAuditAdministration, Task<int>> work, CancellationToken cancellationToken)
    {
        if (configuration.Options.Gitlab.Mode is GitLabMode.Gateway)
        {
            return run.Fail(new Failure(
                "connection-is-gitlabs", "gitlab.mode is gateway: GitLab connects and disconnects itself.",
                "Use GitLab's page: Admin > Settings > General > GitLab Duo with Amazon Q. Or set gitlab.mode to beside."), ExitCode.Usage);
        }

        return await run.WithLiveStateAsync(configuration, command, live => RunAsync(run, configuration, live, work, cancellationToken), cancellationToken);
    }

    private static async Task<int> RunAsync(
        CommandRun run, AqueductConfiguration configuration, LiveState live, Func<Connection, IAuditAdministration, Task<int>> work, CancellationToken cancellationToken)
    {
        var network = configuration.Options.Network;
        if (OutboundTransport.TryCreate(network, out var failure) is not { } sound)
            return run.Fail(failure!, ExitCode.Usage);
        sound.Dispose();
        var settings = new ConnectionSettings(run.SettingsFor(configuration, await live.GetInstanceUidAsync(cancellationToken)), configuration.GitLabUrl());
        if (!Connection.Open(settings, () => OutboundTransport.TryCreate(network, out _)!, live.SetupState, live.Tokens, run.Clock).TryGet(out var connection, out var failures))
            return run.FailAll(failures, ExitCode.Usage);
        using (connection)
            return await work(connection, live.Audit);
    }
}
