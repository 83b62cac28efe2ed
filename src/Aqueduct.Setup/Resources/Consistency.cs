using Aqueduct.Aws;

namespace Aqueduct.Setup.Resources;

/// <summary>
/// IAM shows a write everywhere only after a while. Waits that out, bounded, on exactly the errors it causes and only after a write of ours.
/// Source of errors and texts: recorded answers of IAM; Terraform waits on the same ones.
/// </summary>
internal sealed class Consistency(TimeProvider clock)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(4);

    /// <summary>How long IAM may take to show a write, with a margin; seen in practice: up to 15 seconds.</summary>
    private static readonly TimeSpan Propagation = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> written = [];

    /// <summary>Notes that <paramref name="resource"/> was written in this run.</summary>
    public void Wrote(string resource) => written.Add(resource);

    /// <summary>Takes over a write of an earlier run that may still be on its way through IAM.</summary>
    public void Recall(string resource, DateTimeOffset writtenAt)
    {
        if (clock.GetUtcNow() - writtenAt < Propagation)
            written.Add(resource);
    }

    public bool IsRecent(string resource) => written.Contains(resource);

    /// <summary>Repeats <paramref name="call"/> while its failure passes by itself, as long as propagation can take.</summary>
    public async Task<AwsResult<T>> WaitOutAsync<T>(
        Func<CancellationToken, Task<AwsResult<T>>> call, Func<AwsFailure, bool> passes, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var delay = FirstDelay;
        while (true)
        {
            var result = await call(cancellationToken);
            if (result.TryGet(out _, out var failure) || !passes(failure) || clock.GetElapsedTime(start) > Propagation)
                return result;
            await Task.Delay(delay, clock, cancellationToken);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    /// <summary>A write to IAM: besides <paramref name="passes"/> it waits while somebody else changes the same thing.</summary>
    public Task<AwsResult<T>> WriteAsync<T>(
        Func<CancellationToken, Task<AwsResult<T>>> call, Func<AwsFailure, bool> passes, CancellationToken cancellationToken) =>
        WaitOutAsync(call, f => f.Code is "ConcurrentModification" || passes(f), cancellationToken);
}
