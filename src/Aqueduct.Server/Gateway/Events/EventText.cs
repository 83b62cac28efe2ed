using System.Text.Json;
using Aqueduct.Server.Gateway.Http;

namespace Aqueduct.Server.Gateway.Events;

/// <summary>
/// The event as Amazon Q gets it: the payload in the order of the request, compact and as raw UTF-8, with only the members of its model, and
/// without those that are null. What is inside a web hook's <c>data</c> stays as it is.
/// </summary>
internal static class EventText
{
    /// <param name="payload">JSON text that was parsed before.</param>
    /// <returns>What is wrong, naming the field; null when <paramref name="text"/> holds the event.</returns>
    public static string? Write(ReadOnlySpan<byte> payload, out EventPlace place, out ReadOnlyMemory<byte> text)
    {
        (place, text) = (default, default);
        if (SourceOf(payload) is not { } source)
            return "payload.source: it must be merge_request, issue or web_hook";

        var json = new CompactJson(payload.Length);
        var fault = source is EventSource.WebHook ? WriteHook(payload, json) : WriteCommand(payload, source, json, out place);
        if (fault is not null)
            return fault;
        text = json.Written;
        if (source is EventSource.WebHook)
            place = EventPlace.OfHook(text.Span);
        return null;
    }

    private static EventSource? SourceOf(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        reader.Read();
        EventSource? found = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isSource = reader.ValueTextEquals(EventField.Source.Utf8Name);
            reader.Read();
            if (!isSource)
                reader.Skip();
            else if (reader.TokenType is JsonTokenType.String)
                found = reader.ValueTextEquals("merge_request"u8) ? EventSource.MergeRequest : reader.ValueTextEquals("issue"u8) ? EventSource.Issue : reader.ValueTextEquals("web_hook"u8) ? EventSource.WebHook : null;
        }

        return found;
    }

    private static string? WriteCommand(ReadOnlySpan<byte> payload, EventSource source, CompactJson json, out EventPlace place)
    {
        place = default;
        var fields = source is EventSource.Issue ? EventField.OfIssue : EventField.OfMergeRequest;
        var reader = new Utf8JsonReader(payload);
        reader.Read();
        json.StartObject();
        Span<bool> seen = stackalloc bool[fields.Count];
        var last = -1;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var index = IndexOf(ref reader, fields, last + 1);
            reader.Read();
            if (index < 0)
            {
                reader.Skip(); // GitLab repeats role_arn here; Amazon Q does not take it
                continue;
            }

            var field = fields[last = index];
            if (seen[index])
                return $"payload.{field.Name}: it is there twice";
            if (field.FaultOf(ref reader, "payload.") is { } fault)
                return fault;
            seen[index] = true;
            place.Note(field.Name, ref reader);
            if (reader.TokenType is JsonTokenType.Null)
                continue;
            json.Name(field.Utf8Name);
            json.Copy(ref reader);
        }

        json.EndObject();
        place.IsMergeRequest = source is EventSource.MergeRequest;
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Required && !seen[i])
                return fields[i].Missing("payload.");
        }

        return null;
    }

    private static string? WriteHook(ReadOnlySpan<byte> payload, CompactJson json)
    {
        var reader = new Utf8JsonReader(payload);
        reader.Read();
        json.StartObject();
        var data = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isData = reader.ValueTextEquals("data"u8);
            var isSource = reader.ValueTextEquals(EventField.Source.Utf8Name);
            reader.Read();
            if (isData && (data || reader.TokenType is not JsonTokenType.StartObject))
                return data ? "payload.data: it is there twice" : "payload.data: it must be an object";
            if (!isData && !isSource)
            {
                reader.Skip();
                continue;
            }

            data |= isData;
            json.Name(isData ? "data"u8 : EventField.Source.Utf8Name);
            json.Copy(ref reader);
        }

        json.EndObject();
        return data ? null : "payload.data: field required";
    }

    /// <param name="likely">Where it is when the members come in the order of the model.</param>
    private static int IndexOf(ref Utf8JsonReader reader, IReadOnlyList<TextField> fields, int likely)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            var index = (likely + i) % fields.Count;
            if (reader.ValueTextEquals(fields[index].Utf8Name))
                return index;
        }

        return -1;
    }
}

internal enum EventSource
{
    Issue,
    MergeRequest,
    WebHook,
}
