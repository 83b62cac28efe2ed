using System.Text.Json;
using Aqueduct.Server.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Gateway.Chat;

/// <summary>The answer's lines, each a JSON object <c>{"type": …, "data": {…}}</c>, each sent at once.</summary>
internal sealed class ChatLines(HttpResponse response)
{
    public ValueTask DeltaAsync(string text, CancellationToken cancellationToken) => WriteAsync("final_answer_delta", data => data.WriteString("text", text), cancellationToken);

    /// <summary>The last line of an answer that broke off.</summary>
    public ValueTask ErrorAsync(string message, bool retryable, CancellationToken cancellationToken) => WriteAsync(
        "error",
        data =>
        {
            data.WriteString("message", message);
            data.WriteBoolean("retryable", retryable);
        },
        cancellationToken);

    private async ValueTask WriteAsync(string type, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        if (!response.HasStarted)
            response.ContentType = "application/x-ndjson; charset=utf-8";
        await using (var json = new Utf8JsonWriter(response.BodyWriter, ReadableJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteStartObject("data");
            write(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        "\n"u8.CopyTo(response.BodyWriter.GetSpan(1));
        response.BodyWriter.Advance(1);
        await response.BodyWriter.FlushAsync(cancellationToken);
    }
}
