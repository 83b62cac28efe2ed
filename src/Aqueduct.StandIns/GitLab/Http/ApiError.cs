using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.GitLab.Http;

/// <summary>A refusal as GitLab would give it; thrown where it is noticed, written by the pipeline.</summary>
internal sealed class ApiError(Answer answer) : Exception($"GitLab answers {answer.Status}.")
{
    public Answer Answer { get; } = answer;

    /// <summary><c>{"message":"403 Forbidden"}</c>, <c>{"message":"403 Forbidden - reason"}</c>.</summary>
    public static ApiError Forbidden(string? reason = null) => Of(403, reason is null ? "403 Forbidden" : $"403 Forbidden - {reason}");

    public static ApiError Unauthorized() => Of(401, "401 Unauthorized");

    /// <summary><c>{"message":"404 Project Not Found"}</c>; without a name <c>404 Not found</c>.</summary>
    public static ApiError NotFound(string? what = null) => Of(404, what is null ? "404 Not found" : $"404 {what} Not Found");

    public static ApiError BadRequest(string reason) => Of(400, $"400 Bad request - {reason}");

    public static ApiError Conflict(string message) => Of(409, message);

    public static ApiError Of(int status, string message) => new(Answer.Json(new JsonObject { ["message"] = message }, status));

    /// <summary>Grape's own form: <c>{"error":"name is missing"}</c>.</summary>
    public static ApiError Error(int status, string error) => new(Answer.Json(new JsonObject { ["error"] = error }, status));

    /// <summary>A model's validation: <c>{"message":{"field":["text"]}}</c>.</summary>
    public static ApiError Invalid(string field, string text, int status = 400) =>
        new(Answer.Json(new JsonObject { ["message"] = new JsonObject { [field] = new JsonArray(text) } }, status));

    /// <summary>A bearer token that GitLab knows and does not take any more.</summary>
    public static ApiError InvalidToken(string description) =>
        new(Answer.Json(new JsonObject { ["error"] = "invalid_token", ["error_description"] = description }, 401)
            .With("WWW-Authenticate", $"Bearer realm=\"Protected by OAuth\", error=\"invalid_token\", error_description=\"{description}\""));

    public static ApiError InsufficientScope(IEnumerable<string> wanted) =>
        new(Answer.Json(
            new JsonObject
            {
                ["error"] = "insufficient_scope",
                ["error_description"] = "The request requires higher privileges than provided by the access token.",
                ["scope"] = string.Join(' ', wanted),
            },
            403));
}
