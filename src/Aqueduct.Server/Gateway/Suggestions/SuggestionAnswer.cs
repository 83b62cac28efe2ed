using System.Net.ServerSentEvents;
using System.Text.Json;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.Server.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Gateway.Suggestions;

/// <summary>A suggestion in the shape of the route's version; the members beside <c>choices</c> are what GitLab and editors read.</summary>
/// <param name="Suggested">Null when Amazon Q has no idea: no choice then.</param>
internal sealed record SuggestionAnswer(SuggestionVersion Version, string? Language, CodeRecommendation? Suggested, DateTimeOffset At)
{
    public async Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, ReadableJson.Options);
        Write(json);
    }

    /// <summary>Versions 2 and 3 stream the bare text, version 4 events; Amazon Q gives the whole at once, so it is one chunk.</summary>
    public async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        if (Version is not SuggestionVersion.V4)
        {
            await context.Response.WriteAsync(Suggested?.Content ?? "", context.RequestAborted);
            return;
        }

        context.Response.Headers["X-Streaming-Format"] = "sse";
        await SseFormatter.WriteAsync(
            Events(), context.Response.Body,
            (item, buffer) =>
            {
                using var json = new Utf8JsonWriter(buffer, ReadableJson.Options);
                WriteEvent(json, item.EventType);
            },
            context.RequestAborted);
    }

    private async IAsyncEnumerable<SseItem<SuggestionAnswer>> Events()
    {
        await Task.CompletedTask;
        yield return new(this, "stream_start");
        if (Suggested is not null)
            yield return new(this, "content_chunk");
        yield return new(this, "stream_end");
    }

    private void WriteEvent(Utf8JsonWriter json, string type)
    {
        if (type is "stream_end")
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        if (type is "stream_start")
            WriteMetadata(json);
        else
            WriteDelta(json);
        json.WriteEndObject();
    }

    private void WriteDelta(Utf8JsonWriter json)
    {
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteStartObject("delta");
        json.WriteString("content", Suggested!.Content);
        json.WriteEndObject();
        json.WriteNumber("index", 0);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (Version is SuggestionVersion.V2)
        {
            json.WriteString("id", "id");
            json.WriteString("object", "text_completion");
            json.WriteNumber("created", At.ToUnixTimeSeconds());
            json.WriteStartArray("experiments");
            json.WriteEndArray();
        }

        WriteModel(json);
        WriteChoices(json);
        WriteMetadata(json);
        json.WriteEndObject();
    }

    private void WriteChoices(Utf8JsonWriter json)
    {
        json.WriteStartArray("choices");
        if (Suggested is { Content.Length: > 0 })
        {
            json.WriteStartObject();
            json.WriteString("text", Suggested.Content);
            json.WriteNumber("index", 0);
            json.WriteString("finish_reason", "length");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteModel(Utf8JsonWriter json)
    {
        json.WriteStartObject("model");
        json.WriteString("engine", "amazon_q");
        json.WriteString("name", "amazon_q");
        json.WriteString("lang", Language);
        json.WriteEndObject();
    }

    private void WriteMetadata(Utf8JsonWriter json)
    {
        json.WriteStartObject("metadata");
        if (Version is not SuggestionVersion.V2)
        {
            WriteModel(json);
            json.WriteNumber("timestamp", At.ToUnixTimeSeconds());
            json.WriteNull("region");
        }

        json.WriteStartArray("enabled_feature_flags");
        json.WriteEndArray();
        if (Suggested is { References: { Count: > 0 } references })
            WriteReferences(json, references);
        json.WriteEndObject();
    }

    /// <summary>Ours: in code itself there is no room for an attribution, and dropping it would hide a licence.</summary>
    private static void WriteReferences(Utf8JsonWriter json, IReadOnlyList<CodeReference> references)
    {
        json.WriteStartArray("code_references");
        foreach (var reference in references)
        {
            json.WriteStartObject();
            json.WriteString("licence", reference.Licence);
            json.WriteString("repository", reference.Repository);
            json.WriteString("url", reference.Url);
            if (reference.Span is { } span)
            {
                json.WriteNumber("start", span.Start);
                json.WriteNumber("end", span.End);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>The API version of the route.</summary>
internal enum SuggestionVersion
{
    V2,
    V3,
    V4,
}
