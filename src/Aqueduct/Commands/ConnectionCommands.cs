using System.CommandLine;
using Aqueduct.Rendering;
using Aqueduct.Server.Audit;
using Aqueduct.Setup;
using Aqueduct.Setup.Connections;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct connection</c>: the OAuth application at Amazon Q, with or without a running server.</summary>
internal static class ConnectionCommands
{
    private static readonly Option<bool> Replace = new("--replace")
    {
        Description = "Registers again, even in the place of a connection that this Aqueduct did not make",
    };

    public static Command Create() =>
        new("connection", "GitLab's connection to Amazon Q: show, connect, verify, disconnect") { Show(), Connect(), Verify(), Disconnect() };

    private static AqueductCommand Show() => new("show", "Shows what is registered, who consented, and the last call that came through the server")
    {
        Reports = true,
        Examples = ["aqueduct connection show", "aqueduct connection show --output json | jq -r .state"],
        Run = (run, cancellationToken) => run.WithAnyConnectionAsync("aqueduct connection show", async (connection, _) =>
        {
            run.Report(await connection.ShowAsync(cancellationToken), ConnectionJson.Default.ConnectionStatus, ConnectionText.Write);
            return ExitCode.Done;
        }, cancellationToken),
    };

    private static AqueductCommand Connect() => new("connect", "Registers GitLab's application with Amazon Q and prints the link to consent; run again it continues")
    {
        Options = { Replace },
        Reports = true,
        Examples = ["aqueduct connection connect", "aqueduct connection connect --output json | jq -r .consent_url"],
        Run = (run, cancellationToken) => run.WithConnectionAsync(
            "aqueduct connection connect", (connection, audit) => ConnectAsync(run, connection, audit, cancellationToken), cancellationToken),
    };

    /// <summary>Registers, and tells how to consent where that is still to do.</summary>
    public static async Task<int> ConnectAsync(CommandRun run, Connection connection, IAuditAdministration audit, CancellationToken cancellationToken) =>
        await ReportAsync(run, audit, "connection.connect", await connection.ConnectAsync(run.Get(Replace), cancellationToken));

    private static AqueductCommand Verify() => new("verify", "Lets Amazon Q check that it reaches GitLab and that GitLab lets it in")
    {
        Reports = true,
        Examples = ["aqueduct connection verify"],
        Run = (run, cancellationToken) => run.WithConnectionAsync("aqueduct connection verify", async (connection, _) =>
        {
            var verification = await connection.VerifyAsync(cancellationToken);
            run.Report(verification, SetupJson.Default.Verification, (v, output, paint) => VerificationText.Write("connection", v, output, paint));
            return verification.Passed ? ExitCode.Done : ExitCode.Failed;
        }, cancellationToken),
    };

    private static AqueductCommand Disconnect() => new("disconnect", "Deletes the connection at Amazon Q and, with a token, what it needs at GitLab; keeps what is needed to come back")
    {
        Options = { SetupOptions.Yes },
        Reports = true,
        Examples = ["aqueduct connection disconnect"],
        Run = (run, cancellationToken) => run.WithConnectionAsync("aqueduct connection disconnect", async (connection, audit) =>
            (await connection.ShowAsync(cancellationToken)).State is not ConnectionState.NotConnected
                && run.Confirm("Disconnect GitLab from Amazon Q? It stops working in GitLab, and everybody has to consent again.", "aqueduct connection disconnect") is { } exit
                ? exit
                : await ReportAsync(run, audit, "connection.disconnect", await connection.DisconnectAsync(cancellationToken)), cancellationToken),
    };

    private static async Task<int> ReportAsync(CommandRun run, IAuditAdministration audit, string action, SetupResult<ConnectionOutcome> result)
    {
        await audit.RecordAsync(action, result);
        if (!result.TryGet(out var outcome, out var failures))
            return run.FailAll(failures);
        run.Report(outcome, ConnectionJson.Default.ConnectionOutcome, ConnectionText.Write);
        return ExitCode.Done;
    }
}
