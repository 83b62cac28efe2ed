using System.Buffers.Binary;
using System.Text;

namespace Aqueduct.Bench.Gateway;

/// <summary>Frames of an AWS event stream: lengths, CRC, headers, payload, CRC. Source: AWS, "Event stream encoding".</summary>
internal static class EventFrames
{
    private const byte TextHeader = 7;

    /// <summary>What <c>SendMessage</c> answers with: its first response, and one piece of text.</summary>
    public static byte[] OfChat(string text) =>
        [.. Frame("initial-response", "{}"), .. Frame("messageMetadataEvent", """{"conversationId":"bench"}"""), .. Frame("assistantResponseEvent", $$"""{"content":"{{text}}"}""")];

    private static byte[] Frame(string type, string payload)
    {
        byte[] headers = [.. Header(":message-type", "event"), .. Header(":event-type", type), .. Header(":content-type", "application/json")];
        var content = Encoding.UTF8.GetBytes(payload);
        var frame = new byte[16 + headers.Length + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Crc32(frame.AsSpan(0, 8)));
        headers.CopyTo(frame, 12);
        content.CopyTo(frame, 12 + headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - 4), Crc32(frame.AsSpan(0, frame.Length - 4)));
        return frame;
    }

    private static byte[] Header(string name, string value) =>
        [(byte)name.Length, .. Encoding.ASCII.GetBytes(name), TextHeader, 0, (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }
}
