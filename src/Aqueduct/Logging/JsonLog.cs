using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Logging;

/// <summary>
/// The log for a machine: a JSON object per line, with the members of .NET's own JSON console. Lines that come within <see cref="Patience"/> are
/// written together, because a write for each would cost a busy server more than its requests do; warnings and errors are written at once.
/// </summary>
internal sealed class JsonLog : ILoggerProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(5);

    /// <summary>Bytes. Whoever logs beyond it waits until they are written.</summary>
    private const int MostHeld = 256 * 1024;

    private readonly Stream output;
    private readonly TimeProvider clock;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> held = new();
    private readonly Utf8JsonWriter json;

    /// <param name="output">Disposed with this.</param>
    public JsonLog(Stream output, TimeProvider clock)
    {
        (this.output, this.clock) = (output, clock);
        json = new Utf8JsonWriter(held);
        timer = clock.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ILogger CreateLogger(string categoryName) => new JsonLogger(this, categoryName);

    public void Dispose()
    {
        timer.Dispose();
        Flush();
        json.Dispose();
        output.Dispose();
    }

    public void Add(in LogLine line)
    {
        lock (gate)
        {
            var isFirst = held.WrittenCount is 0;
            json.Reset();
            line.Write(json, clock.GetUtcNow());
            json.Flush();
            held.Write("\n"u8);
            if (line.Level >= LogLevel.Warning || held.WrittenCount >= MostHeld)
                Flush();
            else if (isFirst)
                timer.Change(Patience, Timeout.InfiniteTimeSpan);
        }
    }

    private void Flush()
    {
        lock (gate)
        {
            if (held.WrittenCount is 0)
                return;
            output.Write(held.WrittenSpan);
            output.Flush();
            held.ResetWrittenCount();
        }
    }
}
