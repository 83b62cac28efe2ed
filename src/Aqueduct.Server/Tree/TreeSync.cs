using Aqueduct.GitLab;
using Aqueduct.Server.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Tree;

/// <summary>
/// Keeps the mirror of GitLab's groups and projects: reads everything once, then what the system hook told of, and everything again now and
/// then. Killed anywhere, it goes on where it was. What has changed goes before the next page.
/// </summary>
internal sealed partial class TreeSync(TreeReading reading, TreeChanges changes, TreeProgress progress, TreeLimits limits, TimeProvider clock, ILogger<TreeSync> logger)
    : BackgroundService
{
    /// <summary>Another process reads, or the next full reading is far: look again after this.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);

    private int failures;
    private DateTimeOffset notBefore;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = clock.CreateTimer(_ => changes.WakeUp.Signal(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        try
        {
            await foreach (var _ in changes.WakeUp.WaitAsync(stoppingToken))
                timer.Change(await TryRunAsync(stoppingToken), Timeout.InfiniteTimeSpan);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on here.
        }
    }

    /// <summary>Does what there is to do.</summary>
    /// <returns>When to look again at the latest.</returns>
    internal async Task<TimeSpan> RunAsync(CancellationToken cancellationToken)
    {
        while (await progress.TryLeadAsync(cancellationToken) is { } at)
        {
            if (notBefore - clock.GetUtcNow() is { Ticks: > 0 } rest)
                return rest; // a change that is noted meanwhile waits, too
            GitLabFailure? failure;
            if (await changes.OldestAsync(cancellationToken) is { } change)
            {
                failure = await ReadAgainAsync(change, cancellationToken);
            }
            else if (at.Phase is not TreePhase.Waiting)
            {
                if ((await reading.ReadPageAsync(at, cancellationToken)).TryGet(out var pause, out failure))
                    notBefore = clock.GetUtcNow() + pause;
            }
            else
            {
                if (at.StartedAt + limits.FullReadingEvery is { } next && next - clock.GetUtcNow() is { Ticks: > 0 } ahead)
                    return ahead < Poll ? ahead : Poll;
                if ((failure = await reading.CheckAsync(cancellationToken)) is null)
                    await progress.BeginAsync(cancellationToken);
            }

            if (failure is not null)
                await FailAsync(failure, cancellationToken);
            else
                await RecoverAsync(at, cancellationToken);
        }
        return Poll;
    }

    private async Task<TimeSpan> TryRunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnexpected(e);
            return Poll;
        }
    }

    /// <returns>A failure that any other item would meet as well.</returns>
    private async Task<GitLabFailure?> ReadAgainAsync(TreeChangeRow change, CancellationToken cancellationToken)
    {
        var failure = await reading.ReadAgainAsync(new TreeItem(change.OfGroup, change.ItemId), cancellationToken);
        if (failure is not (null or { Kind: GitLabFailureKind.Invalid or GitLabFailureKind.Conflict }))
            return failure;
        if (failure is not null)
            LogSkipped(change.ItemId, failure); // the next full reading sees it again
        await changes.DoneAsync(change, cancellationToken);
        return null;
    }

    private async Task RecoverAsync(TreeSyncRow at, CancellationToken cancellationToken)
    {
        failures = 0;
        if (at.FailureCode is not null)
            await progress.FailAsync(null, cancellationToken);
    }

    private async Task FailAsync(GitLabFailure failure, CancellationToken cancellationToken)
    {
        var retry = failure.RetryAfter ?? FirstRetry * Math.Pow(2, Math.Min(failures++, 10));
        notBefore = clock.GetUtcNow() + (retry < LongestRetry ? retry : LongestRetry);
        await progress.FailAsync(GitLabTrouble.Of(failure), cancellationToken);
        LogFailed(failure);
    }

    [LoggerMessage(1601, LogLevel.Warning, "GitLab's groups and projects cannot be read now; it is tried again: {Failure}")]
    private partial void LogFailed(GitLabFailure failure);

    [LoggerMessage(1602, LogLevel.Warning, "Group or project {Id} was skipped until the next full reading: {Failure}")]
    private partial void LogSkipped(long id, GitLabFailure failure);

    [LoggerMessage(1603, LogLevel.Error, "The mirror of GitLab's groups and projects met something unexpected; it goes on soon")]
    private partial void LogUnexpected(Exception exception);
}
