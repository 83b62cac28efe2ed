using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>A reference to public code that an answer resembles.</summary>
internal static class Attribution
{
    /// <param name="start">First character of the answer it is about.</param>
    public static JsonObject Of(int start, int length) => new()
    {
        ["licenseName"] = "MIT",
        ["repository"] = "example/samples",
        ["url"] = "https://git.example.test/example/samples",
        ["recommendationContentSpan"] = new JsonObject { ["start"] = start, ["end"] = start + length },
    };
}
