using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;
using Microsoft.AspNetCore.WebUtilities;

namespace Aqueduct.StandIns.GitLab.OAuth;

/// <summary>A request for an authorization code whose application and redirect URI are known to be right.</summary>
internal sealed record AuthorizationRequest(OAuthApplication Application, string RedirectUri, IReadOnlyList<string> Scopes, string? State, string? Nonce, string? CodeChallenge, string? CodeChallengeMethod)
{
    private const string DefaultScope = "api";

    /// <summary>Faults of client and redirect URI are shown here, never sent on; all others go back to the application.</summary>
    public static AuthorizationRequest Read(Call call, GitLabWorld world)
    {
        var given = call.Parameters;
        var application = world.Read(() => world.State.Applications.Find(a => a.Uid == given.Text("client_id")))
            ?? throw Shown(401, "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.");
        if (given.Text("redirect_uri") is not { } redirect || !application.Redirects(redirect))
            throw Shown(400, "The redirect URI included is not valid.");

        var scopes = (given.Text("scope") is { Length: > 0 } scope ? scope : DefaultScope).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var challenge = given.Text("code_challenge");
        var request = new AuthorizationRequest(application, redirect, scopes, given.Text("state"), given.Text("nonce"), challenge, challenge is null ? null : given.Text("code_challenge_method") ?? "plain");
        if (given.Text("response_type") is not "code")
            throw new ApiError(request.Refused(given.Has("response_type") ? "unsupported_response_type" : "invalid_request", given.Has("response_type") ? "The authorization server does not support this response type." : "Missing required parameter: response_type."));
        // user:<id> is for GitLab itself to grant: no person can hand out a service account's composite identity.
        if (!scopes.All(s => application.Allows(s) && Access.Scopes.OfApplications.Contains(s)))
            throw new ApiError(request.Refused("invalid_scope", "The requested scope is invalid, unknown, or malformed."));
        if (request.CodeChallengeMethod is not (null or "plain" or "S256"))
            throw new ApiError(request.Refused("invalid_code_challenge_method", "The code challenge method must be one of plain, S256."));
        return request;
    }

    public Answer Granted(string code) => Back(("code", code));

    public Answer Refused(string error, string description) => Back(("error", error), ("error_description", description));

    private Answer Back(params (string Name, string Value)[] answer)
    {
        var query = answer.ToDictionary(a => a.Name, a => (string?)a.Value);
        if (State is not null) query["state"] = State;
        return Answer.Redirect(QueryHelpers.AddQueryString(RedirectUri, query));
    }

    private static ApiError Shown(int status, string text) => new(Page.Make("An error has occurred", $"<p role=\"alert\">{Page.Text(text)}</p>", status));
}
