using System.Globalization;

namespace Aqueduct.StandIns.GitLab.Http;

/// <summary>Times and dates as GitLab writes them.</summary>
internal static class Times
{
    /// <summary><c>2026-01-31T12:00:00.000Z</c></summary>
    public static string Iso(this DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>2026-01-31</c></summary>
    public static string Iso(this DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly Today(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}
