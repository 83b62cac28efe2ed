using System.Buffers.Binary;
using System.Text.Unicode;

namespace Aqueduct.Aws.EventStreams;

/// <summary>Type of a header's value, by its number on the wire.</summary>
internal enum FrameHeaderType : byte
{
    True,
    False,
    Byte,
    Short,
    Integer,
    Long,
    Bytes,
    Text,
    Timestamp,
    Uuid,
}

/// <summary>Reads a frame's headers one after the other: length and text of the name, type, value.</summary>
internal ref struct FrameHeaders(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public ReadOnlySpan<byte> Name { get; private set; }

    public FrameHeaderType Type { get; private set; }

    /// <summary>Without its length prefix; numbers are big-endian.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Every name is there once, every value of a known type and complete, every text UTF-8.</summary>
    public static bool AreWellFormed(ReadOnlySpan<byte> bytes)
    {
        var headers = new FrameHeaders(bytes);
        while (!headers.rest.IsEmpty)
        {
            var before = bytes[..^headers.rest.Length];
            if (!headers.Next() || new FrameHeaders(before).Find(headers.Name) || !headers.IsText())
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>False at the end, and where the bytes are no header.</returns>
    public bool Next()
    {
        if (rest.IsEmpty || rest[0] is 0 || rest.Length < rest[0] + 2)
        {
            return false;
        }

        Name = rest.Slice(1, rest[0]);
        Type = (FrameHeaderType)rest[rest[0] + 1];
        var (prefix, length) = Measure(rest[(rest[0] + 2)..]);
        var start = rest[0] + 2 + prefix;
        if (length < 0 || rest.Length - start < length)
        {
            return false;
        }

        Value = rest.Slice(start, length);
        rest = rest[(start + length)..];
        return true;
    }

    public bool Find(ReadOnlySpan<byte> name)
    {
        while (Next())
        {
            if (Name.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    private readonly bool IsText() => Utf8.IsValid(Name) && (Type is not FrameHeaderType.Text || Utf8.IsValid(Value));

    // A negative length is no value.
    private readonly (int Prefix, int Length) Measure(ReadOnlySpan<byte> value) => Type switch
    {
        FrameHeaderType.True or FrameHeaderType.False => (0, 0),
        FrameHeaderType.Byte => (0, 1),
        FrameHeaderType.Short => (0, 2),
        FrameHeaderType.Integer => (0, 4),
        FrameHeaderType.Long or FrameHeaderType.Timestamp => (0, 8),
        FrameHeaderType.Uuid => (0, 16),
        FrameHeaderType.Bytes or FrameHeaderType.Text when value.Length >= 2 => (2, BinaryPrimitives.ReadUInt16BigEndian(value)),
        _ => (0, -1),
    };
}
