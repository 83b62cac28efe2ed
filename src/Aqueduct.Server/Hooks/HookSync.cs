using Aqueduct.GitLab;
using Aqueduct.Server.Storage;
using Aqueduct.Server.Tree;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Hooks;

/// <summary>
/// Keeps our hooks where Amazon Q is on. A round: 1. each place that is to have a hook is remembered; 2. of what is remembered, what should not be
/// is removed, and what is not as it should be, or was not looked at for long, is looked at and made right. Cut short, the next round goes on:
/// what was done is remembered. It works in the process that reads the mirror.
/// </summary>
/// <param name="availability">Null: nothing says where it is on, and no hook is made or removed.</param>
internal sealed partial class HookSync(
    IDatabase database, IAvailabilityOfPlaces? availability, HookWork work, HookRows rows, GroupHooks groupHooks, TreeProgress tree, HookChanges changes,
    TimeProvider clock, ILogger<HookSync> logger) : BackgroundService
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Poll = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMinutes(10);

    /// <summary>GitLab may disable a hook, and people may change or delete it.</summary>
    private static readonly TimeSpan CheckEvery = TimeSpan.FromHours(1);

    private DateTimeOffset notBefore;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = clock.CreateTimer(_ => changes.WakeUp.Signal(), null, TimeSpan.Zero, Poll);
        try
        {
            await foreach (var _ in changes.WakeUp.WaitAsync(stoppingToken))
            {
                try
                {
                    await RunAsync(stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    LogUnexpected(e);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on here.
        }
    }

    /// <summary>One round, or as much of it as GitLab takes now.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        if (availability is null || clock.GetUtcNow() < notBefore || await tree.TryLeadAsync(cancellationToken) is not { FinishedAt: not null })
            return;
        if (await RoundAsync(availability, cancellationToken) is { } failure)
        {
            // What was refused for its address is refused everywhere.
            notBefore = clock.GetUtcNow() + (failure.RetryAfter ?? (failure.Kind is GitLabFailureKind.Invalid ? RetryEvery : Poll));
            LogFailed(failure);
        }
    }

    private async Task<GitLabFailure?> RoundAsync(IAvailabilityOfPlaces availability, CancellationToken cancellationToken)
    {
        if (!(await groupHooks.AreThereAsync(cancellationToken)).TryGet(out var ofGroups, out var failure))
            return failure;
        var wanted = await WantedPlaces.ReadAsync(database, availability, ofGroups, cancellationToken);
        foreach (var portion in wanted.Groups.Chunk(AtOnce))
            await rows.WantAsync(ofGroup: true, portion, cancellationToken);
        await foreach (var portion in wanted.ProjectsAsync(cancellationToken))
            await rows.WantAsync(ofGroup: false, portion, cancellationToken);

        // New hooks first: for a moment two deliveries may come, which are recognised; none would be lost work.
        return await KindAsync(ofGroup: true, _ => Task.FromResult<IReadOnlySet<long>>(wanted.Groups.ToHashSet()), cancellationToken)
            ?? await KindAsync(ofGroup: false, places => wanted.OfProjectsAsync(places, cancellationToken), cancellationToken);
    }

    private async Task<GitLabFailure?> KindAsync(bool ofGroup, Func<IReadOnlyCollection<long>, Task<IReadOnlySet<long>>> wantedOf, CancellationToken cancellationToken)
    {
        for (var after = 0L; await rows.PageAsync(ofGroup, after, AtOnce, cancellationToken) is { Count: > 0 } page; after = page[^1].PlaceId)
        {
            var wanted = await wantedOf([.. page.Select(r => r.PlaceId)]);
            foreach (var row in page)
            {
                var failure = !wanted.Contains(row.PlaceId) ? await work.RemoveAsync(row, cancellationToken)
                    : IsDue(row) ? await work.KeepAsync(row, cancellationToken)
                    : null;
                if (failure is not null)
                    return failure;
            }
        }
        return null;
    }

    private bool IsDue(HookRow row) => row switch
    {
        { SeenAt: { } seen } => clock.GetUtcNow() - seen >= CheckEvery,
        { TriedAt: { } tried } => clock.GetUtcNow() - tried >= RetryEvery,
        _ => true,
    };

    [LoggerMessage(1651, LogLevel.Warning, "GitLab takes no hooks now; it is tried again: {Failure}")]
    private partial void LogFailed(GitLabFailure failure);

    [LoggerMessage(1652, LogLevel.Error, "The hooks at GitLab met something unexpected; it goes on soon")]
    private partial void LogUnexpected(Exception exception);
}
