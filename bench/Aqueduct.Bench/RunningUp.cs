using System.Diagnostics;

namespace Aqueduct.Bench;

/// <summary>An <c>aqueduct up --no-setup</c> that runs while others are measured against it.</summary>
internal sealed class RunningUp : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    private RunningUp(Task running) => this.running = running;

    public static async Task<RunningUp> StartAsync(string aqueduct, string folder, Uri ready, CancellationToken cancellationToken)
    {
        var isReady = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        var start = new ProcessStartInfo(aqueduct, ["up", "--no-setup"]) { WorkingDirectory = folder };
        var running = new Measure(TimeProvider.System).UntilReadyAsync(
            start, ready, _ => { isReady.SetResult(); return stopped.Task; }, cancellationToken);
        await await Task.WhenAny(isReady.Task, running); // whichever ends first; a start that failed says so here
        var up = new RunningUp(running);
        up.stop.Token.Register(stopped.SetResult);
        return up;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }
}
