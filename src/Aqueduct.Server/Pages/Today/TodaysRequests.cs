using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Pages.Today;

/// <summary>What was asked in one hour.</summary>
internal sealed record Hour(int OfDay, int Answered, int Failed);

/// <summary>
/// Counts GitLab's requests of the current day (UTC) by hour, in memory: a restart begins anew, and each replica counts its own. For the
/// eye only; what must not be lost is kept elsewhere.
/// </summary>
internal sealed class TodaysRequests(TimeProvider clock)
{
    private static readonly FrozenDictionary<string, RequestKind> Kinds = new Dictionary<string, RequestKind>
    {
        ["/webhooks/gitlab"] = RequestKind.Deliveries,
        ["/connection/callback"] = RequestKind.Connection,
        ["/v1/amazon_q/oauth/application"] = RequestKind.Connection,
        ["/v1/amazon_q/oauth/application/delete"] = RequestKind.Connection,
        ["/v1/amazon_q/oauth/application/verify"] = RequestKind.Connection,
        ["/v1/amazon_q/events"] = RequestKind.Events,
        ["/v2/code/completions"] = RequestKind.Assistance,
        ["/v2/completions"] = RequestKind.Assistance,
        ["/v2/code/generations"] = RequestKind.Assistance,
        ["/v3/code/completions"] = RequestKind.Assistance,
        ["/v4/code/suggestions"] = RequestKind.Assistance,
        ["/v2/chat/agent"] = RequestKind.Assistance,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly Lock gate = new();
    private Day day = new(DateOnly.MinValue);

    /// <summary>Since when it counts.</summary>
    public DateTimeOffset Since { get; } = clock.GetUtcNow();

    public void Count(string path, int status)
    {
        if (!Kinds.TryGetValue(path, out var kind))
            return;
        var now = clock.GetUtcNow().UtcDateTime;
        lock (gate)
            Of(now).Add(kind, now.Hour, failed: status >= StatusCodes.Status400BadRequest);
    }

    /// <summary>All hours so far of today, the current one last.</summary>
    public IReadOnlyList<Hour> Read()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        lock (gate)
            return Of(now).Hours(now.Hour);
    }

    public int Total(RequestKind kind)
    {
        lock (gate)
            return Of(clock.GetUtcNow().UtcDateTime).Total(kind);
    }

    private Day Of(DateTime now)
    {
        var today = DateOnly.FromDateTime(now);
        return day.Date == today ? day : day = new Day(today);
    }

    private sealed class Day(DateOnly date)
    {
        private readonly int[] answered = new int[24];
        private readonly int[] failures = new int[24];
        private readonly int[] kinds = new int[Enum.GetValues<RequestKind>().Length];

        public DateOnly Date => date;

        public void Add(RequestKind kind, int hour, bool failed)
        {
            (failed ? failures : answered)[hour]++;
            kinds[(int)kind]++;
        }

        public int Total(RequestKind kind) => kinds[(int)kind];

        public IReadOnlyList<Hour> Hours(int last) => [.. Enumerable.Range(0, last + 1).Select(h => new Hour(h, answered[h], failures[h]))];
    }
}
