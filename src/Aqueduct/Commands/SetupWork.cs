using Aqueduct.Rendering;
using Aqueduct.Setup;

namespace Aqueduct.Commands;

/// <summary>What apply and destroy show while they work, and tell whoever ends them in the middle.</summary>
internal static class SetupWork
{
    /// <param name="command">The command line that goes on from where this one got to.</param>
    public static async Task<SetupOutcome> WithProgressAsync(
        this CommandRun run, string command, Func<IProgress<SetupProgress>, Task<SetupOutcome>> work)
    {
        var progress = new ProgressLines(run.Terminal, run.Clock);
        try
        {
            var outcome = await work(progress);
            progress.Stop();
            return outcome;
        }
        catch (OperationCanceledException)
        {
            progress.Stop();
            run.Say($"Cancelled. What is done stays done, and AWS may still finish the call that was under way; `{command}` goes on from there.");
            throw;
        }
    }
}
