using System.CommandLine;
using Aqueduct.Setup;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct stand-in aws|gitlab|cloud-connector</c>: one stand-in alone, until it is told to stop.</summary>
internal static class StandInCommand
{
    public static Command Create() => new("stand-in", "Runs a strict local stand-in, for rehearsals and tests; loopback only")
    {
        StandInAwsCommand.Create(),
        StandInGitLabCommand.Create(),
        StandInCloudConnectorCommand.Create(),
    };

    /// <summary>Prints "ready URL…" once it answers.</summary>
    /// <param name="faults">What is wrong with the options.</param>
    /// <param name="start">Starts it and says where it listens.</param>
    public static async Task<int> RunAsync(
        CommandRun run, string name, IReadOnlyList<string> faults, Func<Task<(IAsyncDisposable StandIn, IEnumerable<Uri> Urls)>> start, CancellationToken cancellationToken)
    {
        if (faults.Count > 0)
        {
            foreach (var fault in faults)
                run.Fail(new Failure("stand-in-options", fault, $"See 'aqueduct stand-in {name} --help'."));
            return ExitCode.Usage;
        }

        try
        {
            var (standIn, urls) = await start();
            await using (standIn)
            {
                run.Terminal.Out.WriteLine($"ready {string.Join(' ', urls.Select(u => u.GetLeftPart(UriPartial.Authority)))}");
                await Task.Delay(Timeout.InfiniteTimeSpan, run.Clock, cancellationToken);
            }
        }
        catch (IOException e)
        {
            return run.Fail(new Failure("stand-in-start", $"The stand-in cannot start: {e.Message}", "Stop what uses the port, or give another with --urls."));
        }

        return ExitCode.Done;
    }
}
