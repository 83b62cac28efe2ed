using System.Text.Json;

namespace Aqueduct.GitLab.Calling;

/// <summary>
/// GitLab's error shapes: <c>{"message": "403 Forbidden"}</c>, <c>{"message": {"field": ["text"]}}</c>, Grape's <c>{"error": "…"}</c>,
/// and OAuth's <c>{"error", "error_description", "scope"}</c>. Source: GitLab's REST API documentation, "Status codes" and "Data validation".
/// </summary>
internal static class Refusal
{
    public static GitLabFailure Of(GitLabCall call, GitLabAnswer answer, string host, string token)
    {
        var failure = Read(call, answer, host);
        return failure with { Message = failure.Message.Replace(token, "***", StringComparison.Ordinal), Status = answer.Status, RequestId = answer.RequestId };
    }

    private static GitLabFailure Read(GitLabCall call, GitLabAnswer answer, string host)
    {
        // Limits and gateways speak before GitLab's API does, in plain text or HTML.
        if (answer.Status is 429)
            return call.Failed(GitLabFailureKind.RateLimited, $"{host} limits the rate of calls.") with { RetryAfter = answer.RetryAfter };
        if (answer.Status >= 500)
            return call.Failed(GitLabFailureKind.ServerFault, $"{host} answered HTTP {answer.Status}.") with { MayBeExecuted = true };
        if (!answer.IsJson || TryParse(answer.Body) is not { } document)
            return NoAnswer.NotGitLab(call, host, answer);

        using (document)
            return Explain(call, answer.Status, document.RootElement);
    }

    private static GitLabFailure Explain(GitLabCall call, int status, JsonElement body)
    {
        var error = Text(body, "error");
        var fields = Fields(body);
        var message = Text(body, "error_description") ?? error ?? Text(body, "message")
            ?? (fields.Count > 0 ? string.Join("; ", fields.Select(f => $"{f.Key} {f.Value}")) : $"HTTP {status}");
        return status switch
        {
            401 => call.Failed(GitLabFailureKind.Unauthorized, message),
            403 when error is "insufficient_scope" => call.Failed(GitLabFailureKind.MissingScope, message) with
            {
                Scopes = Text(body, "scope")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
            },
            403 => call.Failed(GitLabFailureKind.Forbidden, message),
            404 => call.Failed(GitLabFailureKind.NotFound, message),
            409 => call.Failed(GitLabFailureKind.Conflict, message),
            _ => call.Failed(GitLabFailureKind.Invalid, message) with { Fields = fields },
        };
    }

    private static Dictionary<string, string> Fields(JsonElement body) =>
        body.ValueKind is JsonValueKind.Object && body.TryGetProperty("message", out var message) && message.ValueKind is JsonValueKind.Object
            ? message.EnumerateObject().ToDictionary(
                f => f.Name,
                f => f.Value.ValueKind is JsonValueKind.Array ? string.Join(", ", f.Value.EnumerateArray().Select(t => t.ToString())) : f.Value.ToString())
            : [];

    private static string? Text(JsonElement body, string name) =>
        body.ValueKind is JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static JsonDocument? TryParse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
