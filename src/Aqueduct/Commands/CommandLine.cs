using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using Aqueduct.Rendering;

namespace Aqueduct.Commands;

/// <summary>From the words of the user to an exit code: parses, runs, and catches what nobody expected.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(
        IReadOnlyList<string> words, IEnumerable<Command> commands, Surroundings surroundings)
    {
        var parsed = Root(commands).Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
            return WrongWords.Explain(parsed, surroundings.Terminal);

        using var cancellation = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        if (parsed.GetValue(SharedOptions.UntilStdinCloses))
            new Thread(CancelWhenStdinCloses) { IsBackground = true }.Start();
        try
        {
            return await parsed.InvokeAsync(surroundings, cancellation.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Cancelled;
        }
        catch (Exception exception)
        {
            Report(exception, surroundings.Terminal, parsed.GetValue(SharedOptions.Verbose));
            return ExitCode.Failed;
        }

        void CancelWhenStdinCloses()
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0)
            {
            }
            cancellation.Cancel();
        }

        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = !cancellation.IsCancellationRequested; // the second one ends the process at once
            cancellation.Cancel();
        }
    }

    private static RootCommand Root(IEnumerable<Command> commands)
    {
        var root = new RootCommand("Aqueduct: GitLab Duo with Amazon Q, self-hosted.");
        root.Options.Add(SharedOptions.Config);
        root.Options.Add(SharedOptions.Set);
        root.Options.Add(SharedOptions.Verbose);
        root.Options.Add(SharedOptions.UntilStdinCloses);
        foreach (var command in commands)
            root.Subcommands.Add(command);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExamplesHelp((HelpAction)help.Action!);
        return root;
    }

    private static void Report(Exception exception, Terminal terminal, bool verbose)
    {
        var message = Printable.OneLine(exception.Message);
        terminal.Error.WriteLine(
            $"{terminal.ErrorPaint.Bad("error:")} unexpected {exception.GetType().Name}: {message} "
            + (verbose ? "Please report this with the lines below." : "Please report this with what --verbose adds."));
        if (verbose)
            terminal.Error.WriteLine(exception.ToString());
    }
}
