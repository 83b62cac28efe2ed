using Aqueduct.Configuration;
using Aqueduct.Local;
using Aqueduct.Server;
using Aqueduct.Server.Identity;
using Aqueduct.Setup;
using Aqueduct.Setup.Network;

namespace Aqueduct.Commands;

/// <summary>
/// Set-up for a command: memory and tokens are the running server's, else the data folder's, which is then locked for as long as the command
/// works. AWS and GitLab are always called by this process, with the credentials of whoever runs it.
/// </summary>
internal static class SetupAccess
{
    /// <param name="sides">Null: as <c>--only</c> and <c>gitlab.mode</c> say.</param>
    public static async Task<int> WithSetupAsync(
        this CommandRun run, string command, SetupSides? sides, Func<SetupSession, Task<int>> work, CancellationToken cancellationToken) =>
        await run.LoadConfigurationAsync(cancellationToken) is { } configuration
            ? await run.WithSetupAsync(configuration, command, sides ?? run.SidesFor(configuration), work, cancellationToken)
            : ExitCode.Usage;

    public static async Task<int> WithSetupAsync(
        this CommandRun run, AqueductConfiguration configuration, string command, SetupSides sides, Func<SetupSession, Task<int>> work,
        CancellationToken cancellationToken)
    {
        using var server = await LocalServer.TryConnectAsync(configuration.DataFolder, cancellationToken);
        if (server is not null)
            return await RunAsync(run, configuration, new RemoteSetupState(server), new RemoteTokens(server), new RemoteIssuer(server), sides, work, cancellationToken);

        if (OutboundTransport.TryCreate(configuration.Options.Network, out var failure) is not { } transport)
            return run.Fail(failure!, ExitCode.Usage);
        using var outgoing = new HttpClient(transport);
        var opened = await OfflineAqueduct.OpenAsync(configuration.ForServer(outgoing, run.Clock), command, cancellationToken);
        if (!opened.TryGet(out var offline, out failure))
            return run.Fail(failure);
        await using (offline)
            return await RunAsync(run, configuration, offline.SetupState, offline.Tokens, offline.Issuer, sides, work, cancellationToken);
    }

    /// <summary>What set-up takes from the configuration.</summary>
    public static SetupSettings SettingsFor(this CommandRun run, AqueductConfiguration configuration, string instanceUid)
    {
        var options = configuration.Options;
        return new(instanceUid, options.Identity.IssuerUrl ?? options.Server.PublicUrl ?? "", options.Aws, options.Role, options.Profile)
        {
            GitLab = options.Gitlab,
            PublicUrl = options.Server.PublicUrl,
            Adopt = run.Get(SetupOptions.Adopt),
        };
    }

    private static async Task<int> RunAsync(
        CommandRun run, AqueductConfiguration configuration, ISetupState state, IIssueTokens tokens, IIssuerAdministration issuer,
        SetupSides sides, Func<SetupSession, Task<int>> work, CancellationToken cancellationToken)
    {
        var network = configuration.Options.Network;
        if (OutboundTransport.TryCreate(network, out var failure) is not { } sound)
            return run.Fail(failure!, ExitCode.Usage);
        sound.Dispose();

        var settings = run.SettingsFor(configuration, configuration.Options.Gitlab.InstanceUid ?? await InstanceUidAsync(issuer, cancellationToken)) with { Sides = sides };
        var opened = SetupSession.Open(settings, () => OutboundTransport.TryCreate(network, out _)!, state, tokens, run.Clock);
        if (!opened.TryGet(out var session, out var failures))
            return run.FailAll(failures, ExitCode.Usage);
        using (session)
            return await work(session);
    }

    /// <summary>The active instance, as the issuer's last part names it.</summary>
    private static async Task<string> InstanceUidAsync(IIssuerAdministration issuer, CancellationToken cancellationToken)
    {
        var url = (await issuer.ListAsync(cancellationToken)).Issuer;
        return url[(url.LastIndexOf('/') + 1)..];
    }
}
