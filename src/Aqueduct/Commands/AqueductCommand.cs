using System.CommandLine;

namespace Aqueduct.Commands;

/// <summary>
/// One command. A file of its own has a static <c>Create()</c> that returns one of these:
/// options and arguments in the initializer, the work in <see cref="Run"/>.
/// </summary>
internal sealed class AqueductCommand(string name, string description) : Command(name, description)
{
    /// <summary>Whole command lines, shown at the end of <c>--help</c>.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Adds <c>--output text|json</c>; the result then goes through <see cref="CommandRun.Report"/>.</summary>
    public bool Reports
    {
        init
        {
            if (value)
                Options.Add(SharedOptions.Output);
        }
    }

    /// <summary>The work; answers one of <see cref="ExitCode"/>. Cancellation is Ctrl-C or SIGTERM.</summary>
    public Func<CommandRun, CancellationToken, Task<int>> Run
    {
        init => SetAction((words, cancellationToken) => RunAsync(new CommandRun(words), value, cancellationToken));
    }

    private static async Task<int> RunAsync(
        CommandRun run, Func<CommandRun, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work(run, cancellationToken);
        }
        catch (Exception exception) when (ExpectedFailure.Of(exception) is { } failure)
        {
            return run.Fail(failure);
        }
    }
}
