using Aqueduct.StandIns.GitLab.AmazonQ;

namespace Aqueduct.Tests.StandIns.GitLab;

public sealed class SuggestionEventsTests
{
    private const string Chunk = """content_chunk {"choices":[{"delta":{"content":"a"},"index":0}]}""";

    [Theory]
    [InlineData("stream_start {\"metadata\":{}}", "stream_end null")]
    [InlineData("stream_start {\"metadata\":{}}", Chunk, Chunk, "stream_end null")]
    public void A_stream_as_agreed_is_taken(params string[] events) => Should.NotThrow(() => Read(events));

    [Theory]
    [InlineData("nothing was sent")]
    [InlineData("the start is missing", Chunk)]
    [InlineData("the start comes twice", "stream_start {\"metadata\":{}}", "stream_start {\"metadata\":{}}")]
    [InlineData("the end is missing", "stream_start {\"metadata\":{}}", Chunk)]
    [InlineData("something follows the end", "stream_start {\"metadata\":{}}", "stream_end null", Chunk)]
    [InlineData("the event is unknown", "stream_start {\"metadata\":{}}", "message {}")]
    [InlineData("the start has no metadata", "stream_start {}", "stream_end null")]
    [InlineData("the end says something", "stream_start {\"metadata\":{}}", "stream_end {}")]
    [InlineData("the chunk is not JSON", "stream_start {\"metadata\":{}}", "content_chunk a", "stream_end null")]
    [InlineData("the chunk has no text", "stream_start {\"metadata\":{}}", """content_chunk {"choices":[{"delta":{},"index":0}]}""", "stream_end null")]
    [InlineData("the chunk has no choice", "stream_start {\"metadata\":{}}", """content_chunk {"choices":[]}""", "stream_end null")]
    public void Any_other_is_refused(string because, params string[] events) => Should.Throw<InvalidDataException>(() => Read(events), because);

    private static void Read(string[] events)
    {
        var order = new SuggestionEvents();
        foreach (var (type, data) in events.Select(e => (e[..e.IndexOf(' ')], e[(e.IndexOf(' ') + 1)..]))) order.Accept(type, data);
        order.End();
    }
}
