using System.Collections.Concurrent;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.StandIns.GitLab.OAuth;

/// <summary>A browser's session.</summary>
internal sealed class Session
{
    /// <summary>Sent with every form of this session; a form without it is refused.</summary>
    public string CsrfToken { get; } = GitLabWorld.Secret(43);

    public long? UserId { get; set; }

    /// <summary>What the next page is to tell, once.</summary>
    public Flash? Flash { get; set; }

    /// <summary>Path and query to go on to after signing in.</summary>
    public string? ReturnTo { get; set; }
}

/// <param name="Role">How it is announced: <c>status</c> for a success, <c>alert</c> for a failure.</param>
internal sealed record Flash(string Role, string Text);

/// <summary>Sessions by cookie, lost when the stand-in stops.</summary>
internal sealed class Sessions(GitLabWorld world)
{
    private const string CookieName = "_gitlab_session";
    private readonly ConcurrentDictionary<string, Session> sessions = new();

    /// <summary>The browser's session, begun when it has none.</summary>
    public Session Of(Call call)
    {
        if (call.Http.Request.Cookies[CookieName] is { } id && sessions.TryGetValue(id, out var known)) return known;
        return Begin(call);
    }

    /// <summary>A new session under a new cookie, so that nobody can plant one before the sign-in.</summary>
    public Session Begin(Call call)
    {
        if (call.Http.Request.Cookies[CookieName] is { } old) sessions.TryRemove(old, out _);
        var id = GitLabWorld.HexSecret();
        var session = new Session();
        sessions[id] = session;
        call.Http.Response.Cookies.Append(CookieName, id, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", Secure = call.Http.Request.IsHttps });
        return session;
    }

    /// <summary>The signed-in user, as long as the account is active.</summary>
    public User? User(Session session) =>
        session.UserId is { } id ? world.Read(() => world.State.Users.Find(u => u.Id == id && u.State == UserState.Active)) : null;

    /// <summary>The session of a posted form, whose token has been checked.</summary>
    public Session OfForm(Call call)
    {
        var session = Of(call);
        return call.Parameters.Text("authenticity_token") == session.CsrfToken
            ? session
            : throw new ApiError(Page.Make("The change you requested was rejected (422)", "<p>The change you wanted was rejected. Maybe the form is older than your session: go back, reload and try again.</p>", 422));
    }
}
