using System.Buffers.Binary;
using System.Text;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Http;

/// <summary>
/// Writes frames of AWS's event stream: length of all, length of the headers, checksum of both; headers; payload; checksum of all before.
/// </summary>
internal static class EventFrame
{
    public const string MediaType = "application/vnd.amazon.eventstream";

    private const byte StringType = 7;

    /// <summary>Where the operation's own members would be; without it a client of AWS JSON refuses the stream.</summary>
    public static byte[] InitialResponse() => Of(new StreamEvent("initial-response", []));

    public static byte[] Of(StreamEvent e) => Of(e.Type, Encoding.UTF8.GetBytes(e.Payload.ToJsonString()));

    public static byte[] Of(string eventType, byte[] payload) => Of(Headers("event", (":event-type", eventType)), payload);

    /// <summary>The model has one exception in the stream: its member <c>error</c>, an InternalServerException.</summary>
    public static byte[] Of(AwsError error) => Of(
        Headers("exception", (":exception-type", error.Code == "InternalServerException" ? "error" : error.Code)),
        Encoding.UTF8.GetBytes(JsonAnswers.Of(error).ToJsonString()));

    public static byte[] Of(byte[] headers, byte[] payload)
    {
        byte[] prelude = [.. Number(16 + headers.Length + payload.Length), .. Number(headers.Length)];
        byte[] checkedOnce = [.. prelude, .. Checksum(prelude), .. headers, .. payload];
        return [.. checkedOnce, .. Checksum(checkedOnce)];
    }

    private static byte[] Headers(string messageType, (string Name, string Value) type) =>
        [.. Header(type.Name, type.Value), .. Header(":content-type", "application/json"), .. Header(":message-type", messageType)];

    private static byte[] Header(string name, string value)
    {
        var (bytes, length) = (Encoding.UTF8.GetBytes(value), new byte[2]);
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)bytes.Length);
        return [(byte)name.Length, .. Encoding.ASCII.GetBytes(name), StringType, .. length, .. bytes];
    }

    private static byte[] Checksum(byte[] bytes)
    {
        var remainder = 0xFFFF_FFFFu;
        foreach (var value in bytes)
        {
            remainder ^= value;
            for (var bit = 0; bit < 8; bit++) remainder = (remainder >> 1) ^ (0xEDB8_8320u * (remainder & 1));
        }
        return Number((int)~remainder);
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
