using System.Text;
using System.Text.Json;
using Aqueduct.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.Tests.Executable;

public sealed partial class JsonLogTests : IDisposable
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 1, 2, 3, 45, TimeSpan.Zero));
    private readonly MemoryStream output = new();
    private readonly JsonLog log;
    private readonly ILogger logger;

    public JsonLogTests()
    {
        log = new JsonLog(output, clock);
        logger = log.CreateLogger("Aqueduct.Gateway");
    }

    public void Dispose() => log.Dispose();

    [Fact]
    public void A_line_is_a_JSON_object_with_the_parts_of_the_message()
    {
        LogAnswered(logger, "42/issue/7", 204);
        clock.Advance(TimeSpan.FromSeconds(1));

        JsonElement.DeepEquals(JsonDocument.Parse(Written).RootElement, JsonDocument.Parse(
            """
            {
              "Timestamp": "2026-11-23T01:02:03.045Z", "EventId": 9001, "LogLevel": "Information", "Category": "Aqueduct.Gateway",
              "Message": "Event of 42/issue/7 answered 204",
              "State": { "Place": "42/issue/7", "Status": 204, "{OriginalFormat}": "Event of {Place} answered {Status}" }
            }
            """).RootElement).ShouldBeTrue(Written);
    }

    [Fact]
    public void An_exception_is_written_with_its_trace_on_the_same_line()
    {
        LogBroken(logger, new InvalidOperationException("two\nlines"));

        Written.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
        JsonDocument.Parse(Written).RootElement.GetProperty("Exception").GetString().ShouldBe("System.InvalidOperationException: two\nlines");
    }

    [Fact]
    public void Lines_that_come_together_are_written_together()
    {
        LogAnswered(logger, "42/issue/7", 204);
        LogAnswered(logger, "42/issue/8", 204);
        Written.ShouldBeEmpty();

        clock.Advance(TimeSpan.FromMilliseconds(5));
        Written.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    [Fact]
    public void An_error_is_written_at_once_with_what_came_before_it()
    {
        LogAnswered(logger, "42/issue/7", 204);
        LogBroken(logger, new InvalidOperationException());

        Written.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    [Fact]
    public void What_is_held_is_written_at_the_end()
    {
        LogAnswered(logger, "42/issue/7", 204);
        log.Dispose();

        Written.ShouldContain("42/issue/7");
    }

    [Fact]
    public void No_more_than_a_quarter_of_a_megabyte_is_held()
    {
        LogAnswered(logger, new string('x', 256 * 1024), 204);

        Written.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_log_that_cannot_be_written_stops_nobody()
    {
        using var full = new FullDisk();
        using var unwritten = new JsonLog(full, clock);

        Should.NotThrow(() => LogBroken(unwritten.CreateLogger("Aqueduct.Gateway"), new InvalidOperationException()));
    }

    private string Written => Encoding.UTF8.GetString(output.ToArray());

    [LoggerMessage(9001, LogLevel.Information, "Event of {Place} answered {Status}")]
    private static partial void LogAnswered(ILogger logger, string place, int status);

    [LoggerMessage(9002, LogLevel.Error, "It broke")]
    private static partial void LogBroken(ILogger logger, Exception exception);

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }
}
