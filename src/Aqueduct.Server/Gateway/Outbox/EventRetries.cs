using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>
/// Attempts what is due. One loop does all writing, so that ends of attempts share a transaction and never race each other; it runs when
/// something was stored, when an attempt has ended, when the next event is due, and now and then for the sake of other processes.
/// </summary>
internal sealed partial class EventRetries(
    EventClaims claims, EventAttempts attempts, IWaitingEvents waiting, WakeUps wakeUps, OutboxLimits limits, TimeProvider clock, ILogger<EventRetries> logger)
    : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    /// <summary>When what was due could not be claimed: others were faster, or it stands behind other events.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    /// <summary>For aborted attempts to notice, and their events to be given back.</summary>
    private static readonly TimeSpan AbortLimit = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<Settlement> ended = new();
    private readonly List<Settlement> unsettled = [];
    private readonly Dictionary<long, Task> running = [];
    private readonly CancellationTokenSource abort = new();

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await claims.TakeOverAsync(cancellationToken);
        await waiting.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <param name="cancellationToken">The end of the grace in which running attempts may end.</param>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is not { IsCompleted: false } loop)
            return;
        await abort.CancelAsync();
        await loop.WaitAsync(AbortLimit, clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        abort.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var timer = clock.CreateTimer(_ => wakeUps.Retries.Signal(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            await foreach (var _ in wakeUps.Retries.WaitAsync(stoppingToken))
                timer.Change(await TryPassAsync(stoppingToken), Timeout.InfiniteTimeSpan);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(running.Values);
            await TrySettleAsync();
        }
    }

    private async Task<TimeSpan> TryPassAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await PassAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogStorageFailed(e); // what has ended stays in the list
            return Poll;
        }
    }

    private async Task TrySettleAsync()
    {
        try
        {
            await SettleAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            LogStorageFailed(e); // the leases run out
        }
    }

    /// <returns>When to look again at the latest.</returns>
    private async Task<TimeSpan> PassAsync(CancellationToken cancellationToken)
    {
        await waiting.RefreshAsync(cancellationToken);
        while (true)
        {
            await SettleAsync(cancellationToken);
            var free = limits.MostAtOnce - running.Count;
            if (free == 0 || await claims.NextDueAsync(cancellationToken) is not { } due)
                return Poll;
            if (due - clock.GetUtcNow() is { Ticks: > 0 } ahead)
                return ahead < Poll ? ahead : Poll;

            var claimed = await claims.ClaimAsync(free, cancellationToken);
            if (claimed.Count == 0)
                return Soon;
            foreach (var e in claimed)
                running[e.Id] = Task.Run(() => RunAsync(e), CancellationToken.None);
        }
    }

    private async Task RunAsync(ClaimedEvent claimed)
    {
        ended.Enqueue(await attempts.AttemptAsync(claimed, abort.Token));
        wakeUps.Retries.Signal();
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        while (ended.TryDequeue(out var settlement))
        {
            running.Remove(settlement.Claimed.Id);
            unsettled.Add(settlement);
        }
        if (unsettled.Count == 0)
            return;
        var effective = await claims.SettleAsync(unsettled, cancellationToken);
        unsettled.Clear();
        foreach (var settlement in effective)
            Report(settlement);
    }

    private void Report(Settlement settlement)
    {
        var claimed = settlement.Claimed;
        switch (settlement)
        {
            case Settlement.Postponed { Failure: { } failure } postponed:
                LogPostponed(claimed.OrderKey, claimed.Attempts, failure.Code, postponed.DueAt, claimed.CorrelationId);
                break;
            case Settlement.Delivered:
                waiting.Remove(claimed.OrderKey);
                LogDelivered(claimed.OrderKey, claimed.Attempts, claimed.CorrelationId);
                break;
            case Settlement.Dead dead:
                waiting.Remove(claimed.OrderKey);
                wakeUps.Notes.Signal();
                LogDead(claimed.OrderKey, claimed.Attempts, dead.Failure.Code, claimed.CorrelationId);
                break;
        }
    }

    [LoggerMessage(1451, LogLevel.Debug, "Attempt {Attempts} to deliver an event of {OrderKey} failed ({Code}); the next one is due at {DueAt:O} (request {CorrelationId})")]
    private partial void LogPostponed(string orderKey, int attempts, string code, DateTimeOffset dueAt, string correlationId);

    [LoggerMessage(1452, LogLevel.Information, "A stored event of {OrderKey} was delivered with attempt {Attempts} (request {CorrelationId})")]
    private partial void LogDelivered(string orderKey, int attempts, string correlationId);

    [LoggerMessage(1453, LogLevel.Warning, "An event of {OrderKey} is dead after {Attempts} attempts: {Code} (request {CorrelationId})")]
    private partial void LogDead(string orderKey, int attempts, string code, string correlationId);

    [LoggerMessage(1454, LogLevel.Error, "The storage of waiting events does not work; they are tried again")]
    private partial void LogStorageFailed(Exception exception);
}
