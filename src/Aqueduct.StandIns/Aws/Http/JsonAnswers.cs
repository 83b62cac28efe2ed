using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.Aws.Http;

/// <summary>Errors of AWS JSON: the code in <c>__type</c>, the modelled members beside it.</summary>
internal static class JsonAnswers
{
    public static JsonObject Of(AwsError error)
    {
        var body = new JsonObject { ["__type"] = error.Code, ["message"] = error.Message };
        foreach (var (name, value) in error.Members) body[name] = value;
        return body;
    }
}
