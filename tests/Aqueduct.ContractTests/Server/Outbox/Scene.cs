using System.Collections.Concurrent;
using System.Threading.Channels;
using Aqueduct.Server.Gateway.Outbox;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.ContractTests.Server.Outbox;

/// <summary>The loop of retries in one process, and Amazon Q as the test plays it.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly FakeTimeProvider clock;
    private readonly ArmedClock loopClock;
    private readonly Channel<Attempt> arriving = Channel.CreateUnbounded<Attempt>();
    private readonly ConcurrentQueue<Attempt> begun = new();

    private Scene(Process process, FakeTimeProvider clock)
    {
        (Process, this.clock, loopClock) = (process, clock, new ArmedClock(clock));
        var attempts = new EventAttempts(process.Store, DeliverAsync, loopClock, NullLogger<EventAttempts>.Instance);
        Retries = new EventRetries(process.Claims, attempts, process.Waiting, process.WakeUps, process.Limits, loopClock, NullLogger<EventRetries>.Instance);
    }

    public Process Process { get; }

    public EventRetries Retries { get; }

    /// <summary>Answers every attempt at once; null: the test does.</summary>
    public Func<GatewayEvent, DeliveryResult>? Answer { get; set; }

    /// <summary>All attempts so far.</summary>
    public IReadOnlyList<Attempt> Begun => [.. begun];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<Scene> StartAsync(Process process, FakeTimeProvider clock)
    {
        var scene = new Scene(process, clock);
        await scene.Retries.StartAsync(Cancelled);
        return scene;
    }

    /// <summary>The next attempt, however long the loop sleeps until then. No other may be running.</summary>
    public async Task<Attempt> NextAsync()
    {
        Attempt? next;
        while (!arriving.Reader.TryRead(out next))
        {
            await Task.WhenAny(arriving.Reader.WaitToReadAsync(Cancelled).AsTask(), loopClock.Armed.WaitToReadAsync(Cancelled).AsTask());
            Sleep();
        }
        return next;
    }

    /// <summary>Whenever the loop sleeps, the time for which it wants to has passed.</summary>
    public async Task SleepUntilAsync(Func<Task<bool>> seen)
    {
        while (!await seen())
        {
            await loopClock.Armed.WaitToReadAsync(Cancelled);
            Sleep();
        }
    }

    private void Sleep()
    {
        if (loopClock.Armed.TryRead(out var time) && loopClock.Open == 1) // the loop's; each running attempt has one more
            clock.Advance(time);
    }

    public async ValueTask DisposeAsync()
    {
        await Retries.StopAsync(new CancellationToken(canceled: true));
        Retries.Dispose();
    }

    private Task<DeliveryResult> DeliverAsync(GatewayEvent e, CancellationToken cancellationToken)
    {
        var attempt = new Attempt(e, clock.GetUtcNow(), cancellationToken);
        begun.Enqueue(attempt);
        if (Answer is null)
            arriving.Writer.TryWrite(attempt);
        else
            attempt.End(Answer(e));
        return attempt.Result;
    }
}

/// <summary>One call of Amazon Q, which ends as the test says or when it is cancelled.</summary>
internal sealed class Attempt
{
    private readonly TaskCompletionSource<DeliveryResult> result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Attempt(GatewayEvent e, DateTimeOffset at, CancellationToken cancellationToken)
    {
        (Event, At) = (e, at);
        cancellationToken.Register(() => result.TrySetCanceled(cancellationToken));
    }

    public GatewayEvent Event { get; }

    public DateTimeOffset At { get; }

    public Task<DeliveryResult> Result => result.Task;

    public void End(DeliveryResult with) => result.TrySetResult(with);

    public void Crash() => result.TrySetException(new InvalidTimeZoneException("a bug"));
}
