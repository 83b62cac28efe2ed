using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>Duo Chat's answer, or in its place the sentence with error code that GitLab documents for what went wrong.</summary>
internal sealed record ChatAnswer(string Text, bool IsComplete)
{
    private const string NdJson = "application/x-ndjson";

    /// <summary>Reads <c>{"type","data"}</c>, one per line.</summary>
    public static async Task<ChatAnswer> ReadAsync(GatewayExchange exchange, CancellationToken cancellationToken)
    {
        if (exchange.Call.Status == 403) return Failed("I'm sorry, you don't have the GitLab Duo subscription required to use Duo Chat. Please contact your administrator.", "M3006");
        if (exchange.Response is not { IsSuccessStatusCode: true } response) return Failed("I'm sorry, I can't generate a response. Please try again.", "A1001");
        try
        {
            if (exchange.MediaType != NdJson) throw new InvalidDataException($"The answer is {exchange.MediaType}, not {NdJson}.");
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
            return await ReadAsync(reader, cancellationToken);
        }
        catch (Exception e) when (exchange.Call.Note(e, cancellationToken))
        {
            return Late(e switch { InvalidDataException => "A1002", GatewayFailedException => "A1004", _ => "A1003" });
        }
    }

    private static async Task<ChatAnswer> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken) is { } line) text.Append(TextOf(line));
        return text.Length > 0 ? new ChatAnswer(text.ToString(), true) : throw new InvalidDataException("The answer is empty.");
    }

    private static string TextOf(string line)
    {
        var (type, data) = Parse(line);
        return type switch
        {
            "final_answer_delta" or "unknown" when data["text"]?.GetValueKind() == JsonValueKind.String => data["text"]!.ToString(),
            "usage" => "",
            "error" => throw new GatewayFailedException(data["message"]?.ToString()),
            _ => throw new InvalidDataException($"'{type}' is not what an answer of Amazon Q is made of."), // nor are actions: it has no tools here
        };
    }

    private static (string? Type, JsonObject Data) Parse(string line)
    {
        try
        {
            if (JsonNode.Parse(line) is JsonObject item && item["data"] is JsonObject data) return (item["type"]?.ToString(), data);
        }
        catch (JsonException)
        {
            // said below
        }
        throw new InvalidDataException("A line of the answer is not {\"type\", \"data\"}.");
    }

    private static ChatAnswer Late(string code) => Failed("I'm sorry, I couldn't respond in time. Please try again.", code);

    private static ChatAnswer Failed(string sentence, string code) => new($"{sentence} Error code: {code}", false);

    /// <summary>The gateway said in the middle of its answer that it failed.</summary>
    private sealed class GatewayFailedException(string? message) : IOException(message);
}
