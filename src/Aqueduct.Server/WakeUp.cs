using System.Threading.Channels;

namespace Aqueduct.Server;

/// <summary>Tells a loop that there may be something to do; signals that come while it is busy become one.</summary>
internal sealed class WakeUp
{
    private readonly Channel<bool> signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Signal() => signals.Writer.TryWrite(true);

    public IAsyncEnumerable<bool> WaitAsync(CancellationToken cancellationToken) => signals.Reader.ReadAllAsync(cancellationToken);
}
