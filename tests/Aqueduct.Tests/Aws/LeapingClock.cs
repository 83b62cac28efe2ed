using Aqueduct.Aws.Calling;

namespace Aqueduct.Tests.Aws;

/// <summary>A clock that leaps over every back-off as soon as somebody waits for it, and never reaches the limit of an attempt.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private DateTimeOffset now = AwsTestClients.Start;

    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero || dueTime >= AwsChannel.AttemptLimit)
        {
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        }

        Waits.Add(dueTime);
        now += dueTime;
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
