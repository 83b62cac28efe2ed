using System.Collections.Concurrent;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.SignIn;

/// <summary>
/// Who is signed in. At most a minute after GitLab blocked somebody, took administrator's rights or revoked the token, it holds here, too;
/// while GitLab does not answer, nobody is let in.
/// </summary>
public sealed partial class SignInSessions
{
    /// <summary>How long GitLab's word counts.</summary>
    public static readonly TimeSpan CheckEvery = TimeSpan.FromMinutes(1);

    internal static readonly TimeSpan Life = TimeSpan.FromHours(12);

    private readonly SessionStore store;
    private readonly GitLabSignIn gitLab;
    private readonly RecordedApplications applications;
    private readonly IHostApplicationLifetime lifetime;
    private readonly TimeProvider clock;
    private readonly ILogger<SignInSessions> logger;

    /// <summary>Requests of one session that come together share one check: a refresh token is good for once.</summary>
    private readonly ConcurrentDictionary<string, Lazy<Task<(StoredSession? Session, bool Silent)>>> checks = new();

    internal SignInSessions(
        SessionStore store, GitLabSignIn gitLab, RecordedApplications applications, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SignInSessions> logger) =>
        (this.store, this.gitLab, this.applications, this.lifetime, this.clock, this.logger) = (store, gitLab, applications, lifetime, clock, logger);

    public async Task<Visitor> FindAsync(HttpContext context)
    {
        if (SignInCookies.Read(context, SignInCookies.Session) is not { } cookie)
            return Visitor.Nobody;
        var id = SessionStore.IdOf(cookie);
        if (await store.FindAsync(id, context.RequestAborted) is not { } stored)
            return Visitor.Nobody;
        var now = clock.GetUtcNow();
        if (stored.EndsAt <= now)
            return Visitor.Nobody;
        if (now - stored.CheckedAt < CheckEvery)
            return VisitorOf(stored);

        var (checkedNow, silent) = await checks.GetOrAdd(id, _ => new(() => Task.Run(() => CheckAsync(stored)))).Value.WaitAsync(context.RequestAborted);
        return checkedNow is not null ? VisitorOf(checkedNow) : new(null, silent);
    }

    /// <summary>Begins a session under a new cookie, so that nobody can plant one.</summary>
    internal async Task BeginAsync(HttpContext context, Session session, CancellationToken cancellationToken)
    {
        var (cookie, now) = (Secret.Draw(), clock.GetUtcNow());
        if (SignInCookies.Read(context, SignInCookies.Session) is { } old)
            await store.RemoveAsync(SessionStore.IdOf(old), cancellationToken);
        await store.AddAsync(new(SessionStore.IdOf(cookie), session, now, now + Life), cancellationToken);
        SignInCookies.Write(context, SignInCookies.Session, cookie, Life);
        LogSignedIn(session.UserId, session.IsAdministrator);
    }

    /// <summary>Ends the session here and its tokens at GitLab.</summary>
    internal async Task EndAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (SignInCookies.Read(context, SignInCookies.Session) is not { } cookie)
            return;
        SignInCookies.Remove(context, SignInCookies.Session);
        var id = SessionStore.IdOf(cookie);
        if (await store.FindAsync(id, cancellationToken) is not { Session: var session })
            return;
        await store.RemoveAsync(id, cancellationToken);
        if (await applications.GetSignInAsync(cancellationToken) is { } client)
            await gitLab.RevokeAsync(client, session.AccessToken, cancellationToken);
        LogSignedOut(session.UserId);
    }

    private async Task<(StoredSession? Session, bool Silent)> CheckAsync(StoredSession stored)
    {
        try
        {
            var cancellationToken = lifetime.ApplicationStopping;
            // Another replica may have been faster, and have used the refresh token.
            if (await store.FindAsync(stored.Id, cancellationToken) is not { } current)
                return (null, false);
            if (clock.GetUtcNow() - current.CheckedAt < CheckEvery)
                return (current, false);

            var (session, silent) = await AskAsync(current.Session, cancellationToken);
            if (session is not null)
            {
                var kept = current with { Session = session, CheckedAt = clock.GetUtcNow() };
                await store.KeepAsync(kept, cancellationToken);
                return (kept, false);
            }

            if (silent)
            {
                LogSilent(current.Session.UserId);
                return (null, true);
            }

            await store.RemoveAsync(current.Id, cancellationToken);
            LogRevoked(current.Session.UserId);
            return (null, false);
        }
        finally
        {
            checks.TryRemove(stored.Id, out _);
        }
    }

    /// <summary>With the access token; when GitLab does not take it, once more with a refreshed one.</summary>
    private async Task<(Session? Session, bool Silent)> AskAsync(Session session, CancellationToken cancellationToken)
    {
        var user = await gitLab.GetUserAsync(session.AccessToken, cancellationToken);
        if (user.Refused && session.RefreshToken is { } refresh && await applications.GetSignInAsync(cancellationToken) is { } client)
        {
            var tokens = await gitLab.RefreshAsync(client, refresh, cancellationToken);
            if (tokens.Value is not { } fresh)
                return (null, !tokens.Refused);
            session = session with { AccessToken = fresh.AccessToken, RefreshToken = fresh.RefreshToken };
            user = await gitLab.GetUserAsync(fresh.AccessToken, cancellationToken);
        }

        return user.Value is { } known && known.Id == session.UserId
            ? (session with { Username = known.Username, Name = known.Name, IsAdministrator = known.IsAdmin }, false)
            : (null, user is { Value: null, Refused: false });
    }

    private static Visitor VisitorOf(StoredSession stored)
    {
        var session = stored.Session;
        return new(new(stored.Id, session.UserId, session.Username, session.Name, session.IsAdministrator, session.AuthenticatedAt, session.FormToken), false);
    }

    [LoggerMessage(1801, LogLevel.Information, "User {UserId} signed in; administrator: {IsAdministrator}")]
    private partial void LogSignedIn(long userId, bool isAdministrator);

    [LoggerMessage(1802, LogLevel.Information, "User {UserId} signed out")]
    private partial void LogSignedOut(long userId);

    [LoggerMessage(1803, LogLevel.Information, "The session of user {UserId} ended: GitLab does not let the person in any more")]
    private partial void LogRevoked(long userId);

    [LoggerMessage(1804, LogLevel.Warning, "GitLab did not confirm the session of user {UserId}; nothing is shown until it does")]
    private partial void LogSilent(long userId);
}
