using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.ContractTests.Server.Outbox;

/// <summary>Tells when a timer was set again, and how many there are: so that a test lets time pass only while nothing else goes on.</summary>
internal sealed class ArmedClock(FakeTimeProvider inner) : TimeProvider
{
    private readonly Channel<TimeSpan> armed = Channel.CreateBounded<TimeSpan>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private int open;

    public int Open => Volatile.Read(ref open);

    /// <summary>For how long the last one was set.</summary>
    public ChannelReader<TimeSpan> Armed => armed.Reader;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ArmedTimer(this, inner.CreateTimer(callback, state, dueTime, period));

    private sealed class ArmedTimer : ITimer
    {
        private readonly ArmedClock clock;
        private readonly ITimer inner;
        private bool closed;

        public ArmedTimer(ArmedClock clock, ITimer inner)
        {
            (this.clock, this.inner) = (clock, inner);
            Interlocked.Increment(ref clock.open);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = inner.Change(dueTime, period);
            clock.armed.Writer.TryWrite(dueTime);
            return changed;
        }

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref closed, true))
                Interlocked.Decrement(ref clock.open);
            inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
