using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.OAuth;

/// <summary>
/// <c>/oauth/authorize</c>: sign-in, then consent, then a code that lives ten minutes. A confidential application that holds a live
/// token of the same user with the same scopes is not asked about again.
/// </summary>
internal sealed class AuthorizePages(GitLabWorld world, Sessions sessions)
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    public void Map(RouteTable routes)
    {
        routes.Add("GET", "/oauth/authorize", Show);
        routes.Add("POST", "/oauth/authorize", Decide);
    }

    private Answer Show(Call call)
    {
        var session = sessions.Of(call);
        if (sessions.User(session) is not { } user)
        {
            session.ReturnTo = RawPath.Of(call.Http) + call.Http.Request.QueryString;
            return Answer.Redirect("/users/sign_in");
        }
        var request = AuthorizationRequest.Read(call, world);
        return IsConsented(request, user) ? request.Granted(Grant(request, user)) : Consent(request, user, session);
    }

    private Answer Decide(Call call)
    {
        var session = sessions.OfForm(call);
        if (sessions.User(session) is not { } user) return Answer.Redirect("/users/sign_in");
        var request = AuthorizationRequest.Read(call, world);
        return call.Parameters.Text("_method") == "delete"
            ? request.Refused("access_denied", "The resource owner or authorization server denied the request.")
            : request.Granted(Grant(request, user));
    }

    private bool IsConsented(AuthorizationRequest request, User user) => request.Application.Confidential && world.Read(() =>
        world.State.OAuthTokens.Any(t => t.ApplicationId == request.Application.Id && t.UserId == user.Id && !t.Revoked && t.ExpiresAt > world.Now && t.Scopes.Order().SequenceEqual(request.Scopes.Order())));

    private string Grant(AuthorizationRequest request, User user) => world.Change(() =>
    {
        var grant = new AccessGrant
        {
            Code = GitLabWorld.HexSecret(),
            ApplicationId = request.Application.Id,
            UserId = user.Id,
            RedirectUri = request.RedirectUri,
            Scopes = request.Scopes,
            CodeChallenge = request.CodeChallenge,
            CodeChallengeMethod = request.CodeChallengeMethod,
            Nonce = request.Nonce,
            ExpiresAt = world.Now + CodeLifetime,
        };
        world.State.Grants.Add(grant);
        return grant.Code;
    });

    private static Answer Consent(AuthorizationRequest request, User user, Session session)
    {
        var hidden = string.Concat(
            Page.Hidden("authenticity_token", session.CsrfToken),
            Page.Hidden("client_id", request.Application.Uid),
            Page.Hidden("redirect_uri", request.RedirectUri),
            Page.Hidden("state", request.State),
            Page.Hidden("response_type", "code"),
            Page.Hidden("scope", string.Join(' ', request.Scopes)),
            Page.Hidden("nonce", request.Nonce),
            Page.Hidden("code_challenge", request.CodeChallenge),
            Page.Hidden("code_challenge_method", request.CodeChallengeMethod));
        var scopes = string.Concat(request.Scopes.Select(s => $"<li><code>{Page.Text(s)}</code></li>"));
        return Page.Make($"{request.Application.Name} is requesting access to your account on GitLab", $"""
            <p>Signed in as {Page.Text(user.Name)} (@{Page.Text(user.Username)}). The application wants:</p>
            <ul>{scopes}</ul>
            <p>You will be sent to {Page.Text(new Uri(request.RedirectUri).GetLeftPart(UriPartial.Authority))}.</p>
            <form method="post" action="/oauth/authorize">{hidden}<button type="submit">Authorize</button></form>
            <form method="post" action="/oauth/authorize">{Page.Hidden("_method", "delete")}{hidden}<button type="submit">Deny</button></form>
            """);
    }
}
