using Aqueduct.Aws.Sts;

namespace Aqueduct.Server.Identity.RoleSessions;

/// <summary>A role session and the times that matter.</summary>
internal sealed class HeldSession(RoleSession session, DateTimeOffset since)
{
    /// <summary>A call signed now may still be on its way later.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(5);

    private const double RefreshAfter = 0.9;

    private long nextRefresh;

    public RoleSession Session => session;

    /// <summary>From then on a new one is fetched while this one serves.</summary>
    public DateTimeOffset RefreshAt { get; } = since + ((session.Expiration - since) * RefreshAfter);

    /// <summary>From then on callers wait for a new one.</summary>
    public DateTimeOffset UsableUntil { get; } = session.Expiration - Reserve;

    /// <summary>True for one caller; until <paramref name="next"/> for no other.</summary>
    public bool TryClaimRefresh(DateTimeOffset now, DateTimeOffset next)
    {
        var seen = Volatile.Read(ref nextRefresh);
        return now.UtcTicks >= seen && Interlocked.CompareExchange(ref nextRefresh, next.UtcTicks, seen) == seen;
    }
}
