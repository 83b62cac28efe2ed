using System.CommandLine;
using System.Text.Json;
using Aqueduct.Configuration;
using Aqueduct.Rendering;
using Aqueduct.Server.Identity;
using Aqueduct.Server.Identity.Inspection;
using Aqueduct.Server.Storage;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct token inspect</c>: decodes, verifies and explains a token. The token itself is never printed.</summary>
internal static class TokenInspectCommand
{
    /// <summary>Far more than any token; the inspector tells which length is too much.</summary>
    private const int MostCharacters = 1024 * 1024;

    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    public static Command Create() => new("token", "Explains tokens") { Inspect() };

    private static AqueductCommand Inspect()
    {
        var token = new Argument<string>("JWT") { Description = "The token, or - to read it from stdin, where no process list shows it" };
        var jwks = new Option<string?>("--jwks") { Description = "Verifies with this key set instead of our own keys", HelpName = "FILE|URL" };
        var instance = new Option<string?>("--instance-id") { Description = "The X-Gitlab-Instance-Id header that came with the token", HelpName = "UID" };
        return new AqueductCommand("inspect", "Decodes a token, verifies it, and says in a sentence what is wrong; exit 0 if it is valid, 1 if not")
        {
            Arguments = { token },
            Options = { jwks, instance },
            Reports = true,
            Examples = ["aqueduct token inspect - < token.txt", "aqueduct token inspect - --jwks https://customers.gitlab.com/oauth/discovery/keys < token.txt"],
            Run = async (run, cancellationToken) =>
            {
                var text = run.Get(token)! is "-" ? await ReadAsync(run.Terminal.In.Value, cancellationToken) : run.Get(token)!;
                var configuration = await ConfigurationAsync(run, cancellationToken);
                string? keys = null;
                if (run.Get(jwks) is { } source)
                {
                    (keys, var failure) = await KeySetSource.ReadAsync(run, source, configuration?.Options.Network, cancellationToken);
                    if (failure is not null)
                        return run.Fail(failure, ExitCode.Usage);
                }

                var (issuer, ourKeys) = await OursAsync(run, configuration, cancellationToken);
                var inspection = TokenInspector.Inspect(
                    text, new InspectionContext(issuer, ourKeys, keys, run.Get(jwks) ?? "", run.Get(instance), run.Clock.GetUtcNow()));
                run.Report(inspection, InspectionJson.Default.TokenInspection, Write);
                return inspection.Valid ? ExitCode.Done : ExitCode.Failed;
            },
        };
    }

    private static async Task<string> ReadAsync(TextReader input, CancellationToken cancellationToken)
    {
        var buffer = new char[MostCharacters];
        return new string(buffer, 0, await input.ReadBlockAsync(buffer, cancellationToken));
    }

    /// <summary>Without a configuration a token can still be explained, only less of it.</summary>
    private static async Task<AqueductConfiguration?> ConfigurationAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var request = new ConfigurationRequest(run.WorkingFolder, run.Get(SharedOptions.Config), run.Environment, run.Get(SharedOptions.Set) ?? []);
        var loaded = await ConfigurationLoader.LoadAsync(request, cancellationToken);
        if (loaded.Configuration is null)
            run.Say("No usable configuration here ('aqueduct config show' tells why): the token is not compared with this Aqueduct.");
        return loaded.Configuration;
    }

    private static async Task<(Issuer? Issuer, string? Keys)> OursAsync(
        CommandRun run, AqueductConfiguration? configuration, CancellationToken cancellationToken)
    {
        if (configuration is null)
            return default;
        var storage = configuration.Options.Storage;
        if (storage.Kind is StorageKind.Sqlite && !File.Exists(storage.Path))
            return (Configured(configuration), null); // looking must not create a database

        IssuerFiles? files = null;
        await run.WithLiveStateAsync(configuration, "aqueduct token inspect", async live =>
        {
            files = await live.Issuer.DocumentsAsync(cancellationToken);
            return ExitCode.Done;
        }, cancellationToken);
        return files is null
            ? (Configured(configuration), null)
            : (Issuer.Parse(files.Issuer), files.Files.First(f => f.Url.EndsWith(".json", StringComparison.Ordinal)).Content);
    }

    private static Issuer? Configured(AqueductConfiguration configuration) =>
        Issuer.TryCreate(
            configuration.Options.Identity.IssuerUrl ?? configuration.Options.Server.PublicUrl, "identity.issuer_url",
            configuration.Options.Gitlab.InstanceUid ?? "", out var issuer, out _)
            ? issuer
            : null;

    private static void Write(TokenInspection inspection, TextWriter output, Paint paint)
    {
        foreach (var (name, value) in new[] { ("header", inspection.Header), ("claims", inspection.Claims) })
        {
            if (value is { } json)
                output.WriteLine($"{paint.Strong(name)} {Text(json)}");
        }

        foreach (var finding in inspection.Findings)
        {
            output.WriteLine(finding.Status switch
            {
                FindingStatus.Pass => $"{paint.Good("✓")} {finding.Message}",
                FindingStatus.Note => $"{paint.Caution("-")} {finding.Message}",
                _ => $"{paint.Bad("✗")} {finding.Message}",
            });
        }

        output.WriteLine(inspection.Valid ? paint.Good("valid") : paint.Bad("not valid"));
    }

    /// <summary>Escapes whatever is not plain text, since the claims may be anybody's.</summary>
    private static string Text(JsonElement json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
            json.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
