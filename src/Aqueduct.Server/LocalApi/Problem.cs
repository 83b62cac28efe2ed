using System.Text.Json;
using System.Text.Json.Serialization;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.LocalApi;

/// <summary>A failure as our own API tells it (RFC 9457), with the failure's code and fix as extensions.</summary>
public sealed record Problem(string Type, string Title, int Status, string Detail, string Code, string Fix)
{
    public static Task WriteAsync(HttpContext context, int status, Failure failure)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        var problem = new Problem($"urn:aqueduct:problem:{failure.Code}", failure.Code.Replace('-', ' '), status, failure.Detail, failure.Code, failure.Fix);
        return JsonSerializer.SerializeAsync(context.Response.Body, problem, ProblemJson.Default.Problem, context.RequestAborted);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
