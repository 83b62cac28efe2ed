using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Logging;

/// <param name="State">The message's parts by name; null where it has none.</param>
internal readonly record struct LogLine(
    LogLevel Level, int EventId, string Category, string Message, Exception? Exception, IReadOnlyList<KeyValuePair<string, object?>>? State)
{
    private static readonly JsonEncodedText TimestampName = JsonEncodedText.Encode("Timestamp");
    private static readonly JsonEncodedText EventIdName = JsonEncodedText.Encode("EventId");
    private static readonly JsonEncodedText LevelName = JsonEncodedText.Encode("LogLevel");
    private static readonly JsonEncodedText CategoryName = JsonEncodedText.Encode("Category");
    private static readonly JsonEncodedText MessageName = JsonEncodedText.Encode("Message");
    private static readonly JsonEncodedText ExceptionName = JsonEncodedText.Encode("Exception");
    private static readonly JsonEncodedText StateName = JsonEncodedText.Encode("State");

    public void Write(Utf8JsonWriter json, DateTimeOffset time)
    {
        Span<byte> timestamp = stackalloc byte[32];
        time.UtcDateTime.TryFormat(timestamp, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteStartObject();
        json.WriteString(TimestampName, timestamp[..length]);
        json.WriteNumber(EventIdName, EventId);
        json.WriteString(LevelName, Level.ToString());
        json.WriteString(CategoryName, Category);
        json.WriteString(MessageName, Message);
        if (Exception is not null)
            json.WriteString(ExceptionName, Exception.ToString());
        json.WriteStartObject(StateName);
        for (var i = 0; i < (State?.Count ?? 0); i++)
            WriteMember(json, State![i]);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter json, KeyValuePair<string, object?> member)
    {
        json.WritePropertyName(member.Key);
        switch (member.Value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(Convert.ToString(member.Value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
