using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Http;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>A question to Duo Chat with what the caller sent along; refused as GitLab's API does where it is wrong.</summary>
internal sealed record ChatQuestion(string Content, JsonObject? CurrentFile, JsonArray AdditionalContext)
{
    private const int ContentLimit = 1_000;
    private static readonly string[] Categories = ["file", "merge_request", "issue", "snippet"];

    public static ChatQuestion Read(Parameters parameters)
    {
        var content = parameters.Required("content");
        if (content.Length > ContentLimit) throw ApiError.Error(400, $"content must be less than {ContentLimit} characters");
        return new ChatQuestion(content, File(parameters["current_file"] as JsonObject), Context(parameters["additional_context"]));
    }

    /// <param name="context">The item the question is about.</param>
    public JsonObject Message(JsonObject? context) => new()
    {
        ["role"] = "user",
        ["content"] = Content,
        ["context"] = context,
        ["current_file"] = CurrentFile?.DeepClone(),
        ["additional_context"] = AdditionalContext.DeepClone(),
    };

    // What is selected goes alone; otherwise the whole file.
    private static JsonObject? File(JsonObject? given)
    {
        if (given?["file_name"] is not { } name) return null;
        var selected = given["selected_text"]?.ToString() is { Length: > 0 } text ? text : null;
        return new JsonObject
        {
            ["file_path"] = name.ToString(),
            ["data"] = selected ?? $"{given["content_above_cursor"]}{given["content_below_cursor"]}",
            ["selected_code"] = selected is not null,
        };
    }

    private static JsonArray Context(JsonNode? given) => given switch
    {
        null => [],
        JsonArray items => [.. items.Select(Item)],
        _ => throw ApiError.Error(400, "additional_context is invalid"),
    };

    private static JsonNode Item(JsonNode? given, int index)
    {
        string Required(string name) => (given as JsonObject)?[name]?.ToString() ?? throw ApiError.Error(400, $"additional_context[{index}][{name}] is missing");
        var category = Required("category");
        if (!Categories.Contains(category)) throw ApiError.Error(400, $"additional_context[{index}][category] does not have a valid value");
        return new JsonObject
        {
            ["category"] = category,
            ["id"] = Required("id"),
            ["content"] = Required("content"),
            ["metadata"] = given!["metadata"]?.DeepClone() ?? new JsonObject(),
        };
    }
}
