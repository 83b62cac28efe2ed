using System.CommandLine;
using Aqueduct.Configuration;
using Aqueduct.Setup;
using Aqueduct.Setup.Exports;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct setup export</c>: the AWS part for another tool; calls neither AWS nor the server.</summary>
internal static class SetupExportCommand
{
    private static readonly Dictionary<string, ExportFormat> Formats = new()
    {
        ["cloudformation"] = ExportFormat.CloudFormation,
        ["terraform"] = ExportFormat.Terraform,
        ["aws-cli"] = ExportFormat.AwsCli,
    };

    public static Command Create()
    {
        var format = ChoiceOption.Create("--format", "What to write; aws-cli is a bash script", Formats);
        format.Required = true;
        var to = new Option<string>("--out") { Description = "The file to write; - is stdout", HelpName = "FILE|-", DefaultValueFactory = _ => "-" };
        return new AqueductCommand("export", "Writes the AWS part for people who apply it another way")
        {
            Options = { format, to, SetupOptions.OnlyAws },
            Examples = ["aqueduct setup export --format terraform --out aqueduct.tf", "aqueduct setup export --format aws-cli | AWS_ARGS=\"--profile administrator\" bash"],
            Run = async (run, cancellationToken) => await run.LoadConfigurationAsync(cancellationToken) is { } configuration
                ? await RunAsync(run, configuration, run.Get(format)!.Value, run.Get(to)!, cancellationToken)
                : ExitCode.Usage,
        };
    }

    private static async Task<int> RunAsync(CommandRun run, AqueductConfiguration configuration, ExportFormat format, string to, CancellationToken cancellationToken)
    {
        if (configuration.Options.Gitlab.InstanceUid is not { } instanceUid)
        {
            return run.Fail(
                new("instance-uid-unknown", "gitlab.instance_uid is not set, and an export is made from the configuration alone.", "Set gitlab.instance_uid."),
                ExitCode.Usage);
        }

        if (!SetupSession.Export(run.SettingsFor(configuration, instanceUid), format).TryGet(out var text, out var failures))
            return run.FailAll(failures, ExitCode.Usage);
        if (to is "-")
        {
            run.Terminal.Out.Write(text);
            return ExitCode.Done;
        }

        var file = run.PathOf(to);
        try
        {
            await File.WriteAllTextAsync(file, text, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return run.Fail(new("export-file", $"Cannot write {file}: {e.Message}", "Give another file with --out."));
        }

        run.Say($"Wrote {file}.");
        return ExitCode.Done;
    }
}
