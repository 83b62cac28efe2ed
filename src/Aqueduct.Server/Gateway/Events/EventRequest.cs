using System.Text.Json;
using Aqueduct.Server.Gateway.Http;

namespace Aqueduct.Server.Gateway.Events;

/// <summary>The body of <c>POST /v1/amazon_q/events</c>. <see cref="ToString"/> shows neither code nor text.</summary>
internal sealed record EventRequest(string RoleArn, string Code, string EventId, EventPlace Place, ReadOnlyMemory<byte> Text)
{
    /// <summary>What GitLab calls its <c>/q</c> commands.</summary>
    private const string QuickAction = "Quick Action";

    private static readonly TextField RoleArnField = new("role_arn", 2048);
    private static readonly TextField CodeField = new("code", 255);
    private static readonly TextField EventIdField = new("event_id", 255, Required: false, Nullable: true);
    private static readonly TextField[] Fields = [RoleArnField, CodeField, EventIdField];

    /// <returns>What is wrong, naming the field; null when <paramref name="request"/> is there.</returns>
    public static string? Read(ReadOnlySpan<byte> json, out EventRequest? request)
    {
        request = null;
        if (TextFields.Read(json, Fields, out var values) is { } fault)
            return fault;
        if (PayloadOf(json, out var payload) is { } missing)
            return missing;
        try
        {
            if (EventText.Write(payload, out var place, out var text) is { } wrong)
                return wrong;
            request = new(values[0]!, values[1]!, values[2] ?? QuickAction, place, text);
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // half a character somewhere in a text
        {
            return "payload: it holds text that is not Unicode";
        }
    }

    public override string ToString() => $"{EventId} of {Place.OrderKey}";

    private static string? PayloadOf(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isPayload = reader.ValueTextEquals("payload"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var isObject = reader.TokenType is JsonTokenType.StartObject;
            reader.Skip();
            if (!isPayload)
                continue;
            if (!payload.IsEmpty || !isObject)
                return isObject ? "payload: it is there twice" : "payload: it must be an object";
            payload = json[start..(int)reader.BytesConsumed];
        }

        return payload.IsEmpty ? "payload: field required" : null;
    }
}
