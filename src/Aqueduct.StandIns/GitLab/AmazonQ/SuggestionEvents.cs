using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>
/// The events of a streamed suggestion in the only order an editor understands: <c>stream_start {"metadata":{…}}</c>, any number of
/// <c>content_chunk {"choices":[{"delta":{"content":…},"index":0}]}</c>, <c>stream_end null</c>.
/// </summary>
internal sealed class SuggestionEvents
{
    private string previous = "";

    /// <exception cref="InvalidDataException">It is not its turn, or it does not hold what it should.</exception>
    public void Accept(string type, string data)
    {
        var inTurn = type switch
        {
            "stream_start" => previous.Length == 0,
            "content_chunk" or "stream_end" => previous is "stream_start" or "content_chunk",
            _ => false,
        };
        if (!inTurn) throw new InvalidDataException($"Event '{type}' follows '{previous}'.");
        if (data.Contains('\n', StringComparison.Ordinal) || !IsWhatItShouldBe(type, Parse(type, data))) throw Wrong(type);
        previous = type;
    }

    /// <exception cref="InvalidDataException">The stream ended before its last event.</exception>
    public void End()
    {
        if (previous != "stream_end") throw new InvalidDataException($"The event stream ended after '{previous}'.");
    }

    private static bool IsWhatItShouldBe(string type, JsonNode? data) => type switch
    {
        "stream_start" => data is JsonObject start && start["metadata"] is JsonObject,
        "stream_end" => data is null,
        _ => data is JsonObject chunk && chunk["choices"] is JsonArray { Count: > 0 } choices && choices.All(IsDelta),
    };

    private static bool IsDelta(JsonNode? choice) =>
        choice is JsonObject && choice["delta"] is JsonObject delta && delta["content"]?.GetValueKind() == JsonValueKind.String && choice["index"]?.GetValueKind() == JsonValueKind.Number;

    private static JsonNode? Parse(string type, string data)
    {
        try
        {
            return JsonNode.Parse(data);
        }
        catch (JsonException)
        {
            throw Wrong(type);
        }
    }

    private static InvalidDataException Wrong(string type) => new($"Event '{type}' does not hold what it should.");
}
