using System.CommandLine;
using System.Globalization;
using Aqueduct.Rendering;
using Aqueduct.Server.Identity;
using Aqueduct.Setup;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct identity</c>: the issuer's signing keys, with or without a running server.</summary>
internal static class IdentityCommands
{
    public static Command Create() => new("identity", "The issuer's signing keys: list, rotate, publish as static files") { Keys(), Rotate(), Publish() };

    private static AqueductCommand Keys() => new("keys", "Lists the published signing keys and where each stands in its life")
    {
        Reports = true,
        Examples = ["aqueduct identity keys", "aqueduct identity keys --output json | jq -r '.keys[] | select(.state == \"signing\").kid'"],
        Run = (run, cancellationToken) => RunAsync(run, "aqueduct identity keys", async issuer =>
        {
            run.Report(await issuer.ListAsync(cancellationToken), IdentityJson.Default.IssuerKeys, Write);
            return ExitCode.Done;
        }, cancellationToken),
    };

    private static AqueductCommand Rotate() => new("rotate", "Announces a new signing key; it signs once the public issuer has shown it for an hour")
    {
        Reports = true,
        Examples = ["aqueduct identity rotate"],
        Run = (run, cancellationToken) => RunAsync(run, "aqueduct identity rotate", async issuer =>
        {
            var key = await issuer.RotateAsync(cancellationToken);
            run.Report(key, IdentityJson.Default.IssuerKey, (k, output, _) => output.WriteLine($"{k.Kid}  {Next(k)}"));
            if (key is { State: KeyState.Announced, SeenAt: null })
                run.Say("If the issuer is a static host, run 'aqueduct identity publish' and upload now. Without a running server, run this again later.");
            return ExitCode.Done;
        }, cancellationToken),
    };

    private static AqueductCommand Publish()
    {
        var to = new Option<string>("--to") { Description = "The folder that the host serves at identity.issuer_url", HelpName = "DIR", Required = true };
        return new AqueductCommand("publish", "Writes discovery document and key set as static files, for any public https host")
        {
            Options = { to },
            Reports = true,
            Examples = ["aqueduct identity publish --to public"],
            Run = (run, cancellationToken) => RunAsync(run, "aqueduct identity publish", async issuer =>
            {
                var files = await issuer.DocumentsAsync(cancellationToken);
                var folder = run.PathOf(run.Get(to)!);
                try
                {
                    await StaticIssuer.WriteAsync(files, folder, cancellationToken);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    return run.Fail(new Failure("publish", $"Cannot write to {folder}: {e.Message}", "Give another folder with --to."));
                }

                run.Report(files, IdentityJson.Default.IssuerFiles, (written, output, _) =>
                {
                    foreach (var file in written.Files)
                        output.WriteLine($"{Path.Combine(folder, file.Path)}  {file.ContentType}  {file.Url}");
                });
                run.Say("Serve each file at its URL, with its content type. Publish again after each 'identity rotate'.");
                return ExitCode.Done;
            }, cancellationToken),
        };
    }

    private static async Task<int> RunAsync(
        CommandRun run, string command, Func<IIssuerAdministration, Task<int>> work, CancellationToken cancellationToken) =>
        await run.LoadConfigurationAsync(cancellationToken) is { } configuration
            ? await run.WithLiveStateAsync(configuration, command, live => work(live.Issuer), cancellationToken)
            : ExitCode.Usage;

    private static void Write(IssuerKeys keys, TextWriter output, Paint paint)
    {
        output.WriteLine($"issuer  {keys.Issuer}");
        foreach (var key in keys.Keys)
            output.WriteLine($"{paint.Strong(key.Kid)}  {key.Algorithm}  {Next(key)}");
    }

    private static string Next(IssuerKey key) => key switch
    {
        { State: KeyState.Signing } => $"signing since {At(key.ActivatedAt)}",
        { State: KeyState.VerifyOnly } => $"verify-only since {At(key.RetiredAt)}, removed {At(key.RemovedAt)}",
        { SeenAt: null } => $"announced {At(key.CreatedAt)}, not yet seen at the public issuer",
        _ => $"announced {At(key.CreatedAt)}, seen {At(key.SeenAt)}, signs from {At(key.SignsFrom)}",
    };

    private static string At(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";
}
