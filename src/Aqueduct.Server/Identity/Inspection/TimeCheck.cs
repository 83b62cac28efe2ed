using System.Globalization;
using System.Text.Json;

namespace Aqueduct.Server.Identity.Inspection;

/// <summary><c>exp</c>, <c>iat</c> and <c>nbf</c>: present where STS wants them, integers, and in order.</summary>
internal static class TimeCheck
{
    /// <summary>Clocks differ; a token from further ahead than this points at a wrong one.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public static IEnumerable<TokenFinding> Run(JsonElement claims, DateTimeOffset now)
    {
        var (expires, expiryFault) = Read(claims, "exp", required: true);
        var (issued, issuedFault) = Read(claims, "iat", required: true);
        var (notBefore, notBeforeFault) = Read(claims, "nbf", required: false);
        foreach (var fault in new[] { expiryFault, issuedFault, notBeforeFault }.OfType<string>())
            yield return new("times", FindingStatus.Fail, fault);

        if (expires <= now)
            yield return new("expiry", FindingStatus.Fail, $"It expired {Span(now - expires.Value)} ago, at {At(expires.Value)}.");
        else if (expires is not null)
            yield return new("expiry", FindingStatus.Pass, $"It is valid for another {Span(expires.Value - now)}, until {At(expires.Value)}.");

        if (issued > now + Skew)
            yield return new("issued-at", FindingStatus.Fail, $"It is from the future, issued at {At(issued.Value)}: the clock here or the issuer's is wrong by {Span(issued.Value - now)}.");
        else if (issued is not null)
            yield return new("issued-at", FindingStatus.Pass, $"It was issued {Span((now - issued.Value).Duration())} {(issued > now ? "ahead of this clock" : "ago")}, at {At(issued.Value)}.");

        if (notBefore > now + Skew)
            yield return new("not-before", FindingStatus.Fail, $"It is not valid before {At(notBefore.Value)}, in {Span(notBefore.Value - now)}.");
        if (expires <= issued)
            yield return new("lifetime", FindingStatus.Fail, "It expires before it was issued.");
    }

    private static (DateTimeOffset? Time, string? Fault) Read(JsonElement claims, string name, bool required)
    {
        if (!claims.TryGetProperty(name, out var value))
            return (null, required ? $"The claim '{name}' is missing." : null);
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetInt64(out var seconds))
            return (null, $"The claim '{name}' is not an integer; AWS STS takes nothing else.");
        if (seconds is < 0 or > 253_402_300_799)
            return (null, $"The claim '{name}' is no time between 1970 and 9999.");
        return (DateTimeOffset.FromUnixTimeSeconds(seconds), null);
    }

    private static string At(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => $"{(int)span.TotalDays} d {span.Hours} h",
        { TotalHours: >= 1 } => $"{span.Hours} h {span.Minutes} min",
        { TotalMinutes: >= 1 } => $"{span.Minutes} min {span.Seconds} s",
        _ => $"{span.Seconds} s",
    };
}
