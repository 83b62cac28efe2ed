using System.Globalization;
using Aqueduct.StandIns.GitLab.Rehearsal;

namespace Aqueduct.StandIns.GitLab.Http;

/// <summary>GitLab's rate limit on API calls, per caller and minute; off, and then without headers, as GitLab is installed.</summary>
internal sealed class Throttle(int? perMinute, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (long Minute, int Observed)> _windows = [];

    /// <summary>Counts the call. The headers of the answer, empty when there is no limit; refused when the limit is passed.</summary>
    public (bool Refused, IReadOnlyList<KeyValuePair<string, string>> Headers) Count(string caller)
    {
        if (perMinute is not { } limit) return (false, []);
        var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        int observed;
        lock (gate)
        {
            observed = _windows.TryGetValue(caller, out var window) && window.Minute == minute ? window.Observed + 1 : 1;
            _windows[caller] = (minute, observed);
        }
        return (observed > limit, Headers(limit, observed, (minute + 1) * 60));
    }

    /// <summary>The refusal that a rule of the rehearsal asks for.</summary>
    public Answer Refusal(GitLabFault fault)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return Refusal(Headers(perMinute ?? 1, (perMinute ?? 1) + 1, now + fault.Seconds), fault.Seconds);
    }

    public Answer Refusal(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return Refusal(headers, 60 - (now % 60));
    }

    private static Answer Refusal(IReadOnlyList<KeyValuePair<string, string>> headers, long seconds)
    {
        var answer = Answer.Text("Retry later\n", 429).With("Retry-After", Text(seconds));
        answer.Headers.AddRange(headers);
        return answer;
    }

    private static List<KeyValuePair<string, string>> Headers(int limit, int observed, long reset) =>
    [
        new("RateLimit-Limit", Text(limit)),
        new("RateLimit-Name", "throttle_authenticated_api"),
        new("RateLimit-Observed", Text(observed)),
        new("RateLimit-Remaining", Text(Math.Max(0, limit - observed))),
        new("RateLimit-Reset", Text(reset)),
        new("RateLimit-ResetTime", DateTimeOffset.FromUnixTimeSeconds(reset).ToString("R", CultureInfo.InvariantCulture)),
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
