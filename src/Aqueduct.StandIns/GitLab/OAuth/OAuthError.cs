using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Http;

namespace Aqueduct.StandIns.GitLab.OAuth;

/// <summary>The refusals of the token endpoints, with the texts of GitLab's OAuth provider.</summary>
internal static class OAuthError
{
    public const string InvalidGrantText =
        "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.";

    private const string InvalidClientText =
        "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.";

    public static ApiError InvalidClient() => Make(401, "invalid_client", InvalidClientText);

    public static ApiError InvalidGrant() => Make(400, "invalid_grant", InvalidGrantText);

    public static ApiError Missing(string parameter) => Make(400, "invalid_request", $"Missing required parameter: {parameter}.");

    public static ApiError UnsupportedGrantType() => Make(400, "unsupported_grant_type", "The authorization grant type is not supported by the authorization server.");

    public static ApiError InvalidScope() => Make(400, "invalid_scope", "The requested scope is invalid, unknown, or malformed.");

    public static ApiError InvalidToken(string description) => Make(401, "invalid_token", description);

    public static ApiError Unauthorized() => Make(403, "unauthorized_client", "You are not authorized to revoke this token");

    private static ApiError Make(int status, string error, string description)
    {
        var answer = Answer.Json(new JsonObject { ["error"] = error, ["error_description"] = description }, status).With("Cache-Control", "no-store");
        return new ApiError(status == 401 ? answer.With("WWW-Authenticate", $"Bearer realm=\"Doorkeeper\", error=\"{error}\", error_description=\"{description}\"") : answer);
    }
}
