using System.CommandLine;
using Aqueduct.Configuration;
using Aqueduct.Embedded;
using Aqueduct.Setup;

namespace Aqueduct.Commands;

/// <summary>
/// <c>aqueduct up</c>: sets up and serves. With nothing configured it brings its own world along: the stand-ins, and an installation
/// in <c>data/embedded</c> that uses them.
/// </summary>
internal static class UpCommand
{
    private const string Name = "aqueduct up";

    private static readonly Option<bool> NoSetup = new("--no-setup") { Description = "Serves, and leaves setup to you" };

    private static readonly Option<bool> Check = new("--check")
    {
        Description = "Plays the whole story on free ports and a fresh data folder, a line per step, and ends",
    };

    public static Command Create() => new AqueductCommand("up", "Sets up and serves; with nothing configured, against local stand-ins")
    {
        Options = { NoSetup, Check, SetupOptions.Yes },
        Reports = true,
        Examples = ["aqueduct up", "aqueduct up --no-setup", "aqueduct up --check --output json"],
        Run = (run, cancellationToken) =>
            run.Get(Check) ? UpCheck.RunAsync(run, cancellationToken)
            : run.IsConfigured ? ConfiguredAsync(run, cancellationToken)
            : EmbeddedAsync(run, cancellationToken),
    };

    private static async Task<int> ConfiguredAsync(CommandRun run, CancellationToken cancellationToken) =>
        await run.LoadConfigurationAsync(cancellationToken) is { } configuration
            ? await ServeAsync(run, configuration, ask: true, next: null, cancellationToken)
            : ExitCode.Usage;

    private static async Task<int> EmbeddedAsync(CommandRun run, CancellationToken cancellationToken)
    {
        if (await EmbeddedConfiguration.IsAliveAsync(run.WorkingFolder, cancellationToken))
            return run.Fail(new Failure("already-up", $"An `{Name}` is alive in this folder.", "Use it, or stop it first with Ctrl-C."));

        if (EmbeddedPorts.Default.Taken() is { } taken)
            return run.Fail(new Failure("port-taken", $"Port {taken} of this machine is taken, and `{Name}` without a configuration needs it.", $"Stop what listens there; another `{Name}`, perhaps. `{Name} --check` uses free ports."));

        var installation = new EmbeddedInstallation(Path.Combine(run.WorkingFolder, EmbeddedConfiguration.Folder), EmbeddedPorts.Default);
        installation.Write(run.Clock);
        if (await run.LoadConfigurationAsync(installation.ConfigFile, cancellationToken) is not { } configuration)
            return ExitCode.Usage;

        await using var aws = await ChildProcess.StartAsync(installation.AwsStandInWords, cancellationToken);
        await using var gitLab = await ChildProcess.StartAsync(installation.GitLabStandInWords, cancellationToken);
        return await ServeAsync(run, configuration, ask: false, installation.WhatNext, cancellationToken);
    }

    /// <summary>Serves first, because AWS must be able to read the issuer while set-up proves it.</summary>
    private static Task<int> ServeAsync(CommandRun run, AqueductConfiguration configuration, bool ask, string? next, CancellationToken cancellationToken) =>
        ServeCommand.RunAsync(run, configuration, async () =>
        {
            if (!run.Get(NoSetup)
                && await run.WithSetupAsync(configuration, Name, SidesOf(run, configuration), (session, audit) => SetupApplyCommand.RunAsync(run, session, audit, ask, cancellationToken), cancellationToken) is not ExitCode.Done)
            {
                run.Say("Set-up is not finished. The server goes on; when the cause is mended, run `aqueduct setup apply`.");
            }
            else if (next is not null)
            {
                if (!run.Get(NoSetup))
                    await run.WithConnectionAsync(configuration, Name, (connection, audit) => ConnectionCommands.ConnectAsync(run, connection, audit, cancellationToken), cancellationToken);
                run.Say(next);
            }
        }, cancellationToken);

    // Without a token the GitLab side cannot be set up, and serving does not need it.
    private static SetupSides SidesOf(CommandRun run, AqueductConfiguration configuration) =>
        configuration.Options.Gitlab.TokenFile is null ? SetupSides.Aws : run.SidesFor(configuration);
}
