using System.Buffers;
using System.Buffers.Binary;

namespace Aqueduct.Aws.EventStreams;

/// <summary>
/// Reads frames of <c>application/vnd.amazon.eventstream</c> as they arrive:
/// 1. the prelude: length of the frame, length of its headers, checksum of these eight bytes;
/// 2. the headers; 3. the payload; 4. the checksum of all before it.
/// Lengths are believed only within limits and after their checksum. Source: the event stream encoding of Amazon Transcribe's guide.
/// </summary>
internal sealed class FrameReader(Stream source) : IDisposable
{
    /// <summary>Amazon Q's longest event, a text of 10,240 characters, stays far below this many bytes.</summary>
    public const int FrameLimit = 1024 * 1024;

    /// <summary>Bytes; an event's three headers have some 100.</summary>
    public const int HeadersLimit = 4096;

    private const int PreludeLength = 12;
    private const int ChecksumLength = 4;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private bool isReading;

    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask<FrameRead> ReadAsync(CancellationToken cancellationToken)
    {
        isReading = true;
        var read = await ReadFrameAsync(cancellationToken);
        isReading = false;
        return read;
    }

    /// <summary>What a read under way still writes to, or a broken one may, is left to the collector instead of the pool.</summary>
    public void Dispose()
    {
        if (!isReading)
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        buffer = [];
    }

    private async ValueTask<FrameRead> ReadFrameAsync(CancellationToken cancellationToken)
    {
        var read = await source.ReadAtLeastAsync(buffer.AsMemory(0, PreludeLength), PreludeLength, throwOnEndOfStream: false, cancellationToken);
        if (read < PreludeLength)
        {
            return read == 0 ? default : FrameRead.Damaged("it ends within a frame");
        }

        var (length, headersLength) = (Number(0), Number(4));
        if (PreludeDamage(length, headersLength) is { } damage)
        {
            return FrameRead.Damaged(damage);
        }

        Reserve((int)length);
        var rest = buffer.AsMemory(PreludeLength, (int)length - PreludeLength);
        return await source.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancellationToken) < rest.Length
            ? FrameRead.Damaged("it ends within a frame")
            : Check((int)length - ChecksumLength, (int)headersLength);
    }

    private string? PreludeDamage(uint length, uint headersLength) =>
        Number(8) != Crc32.Of(buffer.AsSpan(0, 8)) ? "the checksum of a frame's beginning is wrong"
        : length > FrameLimit ? $"a frame has {length} bytes, more than the {FrameLimit} allowed"
        : headersLength > HeadersLimit ? $"a frame has {headersLength} bytes of headers, more than the {HeadersLimit} allowed"
        : length < PreludeLength + headersLength + ChecksumLength ? "a frame is shorter than its headers"
        : null;

    private FrameRead Check(int checksumAt, int headersLength)
    {
        if (Number(checksumAt) != Crc32.Of(buffer.AsSpan(0, checksumAt)))
        {
            return FrameRead.Damaged("the checksum of a frame is wrong");
        }

        var headers = buffer.AsMemory(PreludeLength, headersLength);
        return FrameHeaders.AreWellFormed(headers.Span)
            ? new FrameRead(new Frame(headers, buffer.AsMemory((PreludeLength + headersLength)..checksumAt)), null)
            : FrameRead.Damaged("a frame's headers are malformed");
    }

    private uint Number(int at) => BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(at));

    private void Reserve(int length)
    {
        if (buffer.Length >= length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(length);
        buffer.AsSpan(0, PreludeLength).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        buffer = larger;
    }
}

/// <summary>A frame, or why there is none; neither at the stream's end.</summary>
internal readonly record struct FrameRead(Frame? Frame, string? Damage)
{
    public static FrameRead Damaged(string damage) => new(null, damage);
}
