using System.Text;

namespace Aqueduct.Aws.EventStreams;

/// <summary>One message of an event stream, checked. Its bytes are the reader's: good until the next one is read.</summary>
internal sealed class Frame(ReadOnlyMemory<byte> headers, ReadOnlyMemory<byte> payload)
{
    public FrameHeaders Headers => new(headers.Span);

    public ReadOnlyMemory<byte> Payload { get; } = payload;

    public bool Has(ReadOnlySpan<byte> header, ReadOnlySpan<byte> text) => Text(header).SequenceEqual(text);

    /// <returns>Empty when the header is absent or no text.</returns>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> header)
    {
        var all = Headers;
        return all.Find(header) && all.Type is FrameHeaderType.Text ? all.Value : [];
    }

    public string String(ReadOnlySpan<byte> header) => Encoding.UTF8.GetString(Text(header));
}
