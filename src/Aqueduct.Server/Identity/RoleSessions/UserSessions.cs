using System.Collections.Concurrent;
using Aqueduct.Aws;
using Aqueduct.Aws.Sts;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Identity.RoleSessions;

/// <summary>
/// The sessions of thousands of users, on our clock. A flight is one call to STS and everybody who waits for it; it belongs to none of them,
/// so a caller who leaves ends it for nobody, and what it brings serves the next.
/// </summary>
internal sealed partial class UserSessions(RoleSessionSource source, TimeProvider clock, ILogger<UserSessions> logger) : IRoleSessions, IDisposable
{
    /// <summary>Some 3 KB each; the user beyond it costs a call to STS more.</summary>
    private const int Capacity = 20_000;

    /// <summary>A refresh ahead of time that failed is tried again after this; meanwhile the session in hand is good.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly RecentlyUsed<SessionKey, HeldSession> sessions = new(Capacity);
    private readonly ConcurrentDictionary<SessionKey, Lazy<Task<AwsResult<RoleSession>>>> flights = new();
    private readonly CancellationTokenSource stopping = new();

    public ValueTask<AwsResult<RoleSession>> GetAsync(string roleArn, string userId, CancellationToken cancellationToken)
    {
        var key = new SessionKey(roleArn, userId);
        var now = clock.GetUtcNow();
        if (!sessions.TryGet(key, out var held) || now >= held.UsableUntil)
            return new(JoinFlight(key).WaitAsync(cancellationToken));
        if (now >= held.RefreshAt && held.TryClaimRefresh(now, now + Pause))
            _ = RefreshAheadAsync(key, held);
        return new(held.Session);
    }

    public void Evict(string roleArn, string userId, RoleSession stale)
    {
        var key = new SessionKey(roleArn, userId);
        if (sessions.TryGet(key, out var held) && ReferenceEquals(held.Session, stale))
            sessions.Remove(key, held);
    }

    public void Dispose() => stopping.Cancel(); // no more: a flight may still look at its token

    private Task<AwsResult<RoleSession>> JoinFlight(SessionKey key) =>
        flights.GetOrAdd(key, static (k, self) => new(() => self.FlyAsync(k)), this).Value;

    private async Task<AwsResult<RoleSession>> FlyAsync(SessionKey key)
    {
        try
        {
            // A flight may have landed between the caller's look at the sessions and this one's start.
            if (sessions.TryGet(key, out var landed) && clock.GetUtcNow() < landed.RefreshAt)
                return landed.Session;

            var result = await source.GetAsync(key.RoleArn, key.UserId, stopping.Token);
            if (result.TryGet(out var session, out _))
                sessions.Set(key, new HeldSession(session, clock.GetUtcNow()));
            return result;
        }
        finally
        {
            flights.TryRemove(key, out _); // after the session is kept: nobody finds neither
        }
    }

    private async Task RefreshAheadAsync(SessionKey key, HeldSession held)
    {
        try
        {
            if (!(await JoinFlight(key)).TryGet(out _, out var failure))
                LogNotRefreshed(key.RoleArn, held.Session.Expiration, failure);
        }
        catch (Exception e)
        {
            if (!stopping.IsCancellationRequested)
                LogRefreshFailed(e, key.RoleArn);
        }
    }

    [LoggerMessage(1230, LogLevel.Warning, "A session of {RoleArn} could not be refreshed ahead of its end at {Expiration:u}: {Failure}")]
    private partial void LogNotRefreshed(string roleArn, DateTimeOffset expiration, AwsFailure failure);

    [LoggerMessage(1231, LogLevel.Error, "Refreshing a session of {RoleArn} failed")]
    private partial void LogRefreshFailed(Exception exception, string roleArn);

    private readonly record struct SessionKey(string RoleArn, string UserId);
}
