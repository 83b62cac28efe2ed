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
    private readonly Lock adding = new();
    private readonly Lock writing = new();
    private readonly Utf8JsonWriter json;
    private ArrayBufferWriter<byte> held = new();
    private ArrayBufferWriter<byte> written = new();

    /// <param name="output">Not closed with this: the last words of a process may come later.</param>
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
    }

    public void Add(in LogLine line)
    {
        bool isUrgent;
        lock (adding)
        {
            if (held.WrittenCount is 0)
                timer.Change(Patience, Timeout.InfiniteTimeSpan);
            json.Reset(held);
            line.Write(json, clock.GetUtcNow());
            json.Flush();
            held.Write("\n"u8);
            isUrgent = line.Level >= LogLevel.Warning || held.WrittenCount >= MostHeld;
        }

        if (isUrgent)
            Flush();
    }

    private void Flush()
    {
        lock (writing)
        {
            lock (adding)
                (held, written) = (written, held);
            try
            {
                output.Write(written.WrittenSpan);
                output.Flush();
            }
            catch (IOException)
            {
                // a log that cannot be written, on a full disk say, must not stop the server
            }

            written.ResetWrittenCount();
        }
    }
}
