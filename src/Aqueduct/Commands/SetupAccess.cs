using Aqueduct.Configuration;
using Aqueduct.Server.Audit;
using Aqueduct.Setup;
using Aqueduct.Setup.Network;

namespace Aqueduct.Commands;

/// <summary>
/// Set-up for a command: memory and tokens are the running server's, else the data folder's, which is then locked for as long as the command
/// works. AWS and GitLab are always called by this process, with the credentials of whoever runs it.
/// </summary>
internal static class SetupAccess
{
    /// <summary>On the sides that <c>--only</c> and <c>gitlab.mode</c> say.</summary>
    public static async Task<int> WithSetupAsync(
        this CommandRun run, string command, Func<SetupSession, IAuditAdministration, Task<int>> work, CancellationToken cancellationToken) =>
        await run.LoadConfigurationAsync(cancellationToken) is { } configuration
            ? await run.WithSetupAsync(configuration, command, run.SidesFor(configuration), work, cancellationToken)
            : ExitCode.Usage;

    public static Task<int> WithSetupAsync(
        this CommandRun run, AqueductConfiguration configuration, string command, SetupSides sides, Func<SetupSession, IAuditAdministration, Task<int>> work,
        CancellationToken cancellationToken) =>
        run.WithLiveStateAsync(configuration, command, live => RunAsync(run, configuration, live, sides, work, cancellationToken), cancellationToken);

    /// <summary>What set-up takes from the configuration.</summary>
    public static SetupSettings SettingsFor(this CommandRun run, AqueductConfiguration configuration, string instanceUid)
    {
        var options = configuration.Options;
        return new(instanceUid, options.Identity.IssuerUrl ?? options.Server.PublicUrl ?? "", options.Aws, options.Role, options.Profile)
        {
            GitLab = options.Gitlab,
            PublicUrl = options.Server.PublicUrl,
            LocalUrl = options.LocalUrl(),
            Adopt = run.Get(SetupOptions.Adopt),
        };
    }

    private static async Task<int> RunAsync(
        CommandRun run, AqueductConfiguration configuration, LiveState live, SetupSides sides, Func<SetupSession, IAuditAdministration, Task<int>> work,
        CancellationToken cancellationToken)
    {
        var network = configuration.Options.Network;
        if (OutboundTransport.TryCreate(network, out var failure) is not { } sound)
            return run.Fail(failure!, ExitCode.Usage);
        sound.Dispose();

        var settings = run.SettingsFor(configuration, configuration.Options.Gitlab.InstanceUid ?? await live.GetInstanceUidAsync(cancellationToken)) with { Sides = sides };
        var opened = SetupSession.Open(settings, () => OutboundTransport.TryCreate(network, out _)!, live.SetupState, live.Tokens, run.Clock);
        if (!opened.TryGet(out var session, out var failures))
            return run.FailAll(failures, ExitCode.Usage);
        using (session)
            return await work(session, live.Audit);
    }
}
