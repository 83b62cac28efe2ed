namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>When an event is attempted again: exponential back-off with jitter, within the life of GitLab's authorization code.</summary>
internal static class RetrySchedule
{
    /// <summary>The code lives an hour; what is left is for clocks that differ and for the last attempt itself.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(55);

    private static readonly TimeSpan FirstCeiling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestCeiling = TimeSpan.FromMinutes(5);

    // The last attempt is due a little before the end, so that it also begins before it.
    private static readonly TimeSpan LastChance = Lifetime - TimeSpan.FromSeconds(30);

    public static DateTimeOffset End(DateTimeOffset receivedAt) => receivedAt + Lifetime;

    /// <param name="attempts">Failed so far, at least one.</param>
    /// <param name="chance">0 to 1.</param>
    /// <returns>Null when there is no time left for another attempt.</returns>
    public static DateTimeOffset? NextAttempt(int attempts, DateTimeOffset receivedAt, DateTimeOffset now, TimeSpan? retryAfter, double chance)
    {
        var last = receivedAt + LastChance;
        if (now >= last || now + retryAfter > last)
            return null;
        var delay = BackOff(attempts, chance);
        if (retryAfter > delay)
            delay = retryAfter.Value;
        return now + delay < last ? now + delay : last;
    }

    private static TimeSpan BackOff(int attempts, double chance)
    {
        var ceiling = FirstCeiling * (1 << Math.Clamp(attempts - 1, 0, 10));
        return (ceiling < LongestCeiling ? ceiling : LongestCeiling) * (0.5 + chance / 2);
    }
}
