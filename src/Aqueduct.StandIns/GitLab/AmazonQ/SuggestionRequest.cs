using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Http;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>What an editor asks for, and the bodies GitLab makes of it for the AI gateway.</summary>
internal sealed class SuggestionRequest
{
    private const int NameLimit = 255;
    private const int ContentLimit = 100_000;
    private const string AmazonQ = "amazon_q";

    // What GitLab hands on as it came.
    private static readonly string[] HandedOn = ["project_path", "current_file", "stream", "context", "choices_count"];

    private readonly JsonObject given = [];
    private readonly JsonObject file;
    private readonly bool stream;

    private SuggestionRequest(Parameters parameters, JsonObject file)
    {
        foreach (var name in HandedOn)
            if (parameters[name] is { } value) given[name] = value.DeepClone();
        (this.file, stream) = (file, parameters.Flag("stream") ?? false);
        IsGeneration = parameters.OneOf("intent", "completion", "generation") == "generation";
        ProjectPath = parameters.Text("project_path") is { Length: > 0 } path ? path : null;
    }

    public bool IsGeneration { get; }

    public string? ProjectPath { get; }

    /// <summary>Refused as GitLab's API does when <c>current_file</c> is not what it should be.</summary>
    public static SuggestionRequest Read(Parameters parameters)
    {
        parameters.Require("current_file");
        var file = parameters["current_file"] as JsonObject ?? throw ApiError.Error(400, "current_file is invalid");
        Check(file, "file_name", NameLimit, required: true);
        Check(file, "content_above_cursor", ContentLimit, required: true);
        Check(file, "content_below_cursor", ContentLimit, required: false);
        return new SuggestionRequest(parameters, file);
    }

    public JsonObject Completion(string roleArn)
    {
        var body = given.DeepClone().AsObject();
        body["prompt_version"] = 2;
        body["model_provider"] = AmazonQ;
        body["model_name"] = AmazonQ;
        body["role_arn"] = roleArn;
        return body;
    }

    public JsonObject Generation(string roleArn)
    {
        var body = given.DeepClone().AsObject();
        body["prompt_components"] = new JsonArray(new JsonObject
        {
            ["type"] = "code_editor_generation",
            ["payload"] = new JsonObject
            {
                ["file_name"] = Text("file_name"),
                ["content_above_cursor"] = Text("content_above_cursor"),
                ["content_below_cursor"] = Text("content_below_cursor"),
                ["language_identifier"] = Languages.Of(Text("file_name")),
                ["stream"] = stream,
                ["model_provider"] = AmazonQ,
                ["model_name"] = AmazonQ,
                ["role_arn"] = roleArn,
            },
        });
        return body;
    }

    private string Text(string name) => file[name]?.ToString() ?? "";

    private static void Check(JsonObject file, string name, int limit, bool required)
    {
        if (required && !file.ContainsKey(name)) throw ApiError.Error(400, $"current_file[{name}] is missing");
        if (file[name]?.ToString().Length > limit) throw ApiError.Error(400, $"current_file[{name}] must be less than {limit} characters");
    }
}
