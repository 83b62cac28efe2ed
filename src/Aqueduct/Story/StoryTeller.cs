namespace Aqueduct.Story;

/// <summary>A step that cannot be had on this machine; the message says why.</summary>
internal sealed class StepSkippedException(string reason) : Exception(reason);

/// <summary>A step that did not prove what its name says; the message says what was seen instead.</summary>
internal sealed class StepFailedException(string seen) : Exception(seen);

/// <summary>Runs steps in order, tells each, and stops telling after the first failure.</summary>
internal sealed class StoryTeller(TimeProvider clock, Action<StoryStep> tell)
{
    private readonly List<StoryStep> steps = [];

    public StoryReport Report => new(steps.TrueForAll(s => s.Status is not StepStatus.Failed), steps);

    /// <param name="prove">Returns what was seen, in a few words.</param>
    public async Task StepAsync(string name, Func<Task<string>> prove)
    {
        if (!Report.Ok)
            return;
        var started = clock.GetTimestamp();
        var (status, detail) = await RunAsync(prove);
        var step = new StoryStep(name, status, (long)clock.GetElapsedTime(started).TotalMilliseconds, detail);
        steps.Add(step);
        tell(step);
    }

    private static async Task<(StepStatus Status, string Detail)> RunAsync(Func<Task<string>> prove)
    {
        try
        {
            return (StepStatus.Ok, await prove());
        }
        catch (StepSkippedException skipped)
        {
            return (StepStatus.Skipped, skipped.Message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return (StepStatus.Failed, failure.Message);
        }
    }
}
