using System.Globalization;
using System.Net;

namespace Aqueduct.StandIns.Aws.Policies;

/// <summary>The comparisons of conditions: a value of the request against a wanted one.</summary>
internal static class Comparisons
{
    private static readonly Dictionary<string, Func<string, Glob, bool>> All = new()
    {
        ["StringEquals"] = (value, wanted) => wanted.Literal().Fits(value),
        ["StringEqualsIgnoreCase"] = (value, wanted) => wanted.Literal().Fits(value, ignoreCase: true),
        ["StringLike"] = (value, wanted) => wanted.Fits(value),
        ["ArnEquals"] = FitsArn,
        ["ArnLike"] = FitsArn,
        ["Bool"] = (value, wanted) => wanted.Literal().Fits(value, ignoreCase: true),
        ["BinaryEquals"] = (value, wanted) => wanted.Literal().Fits(value),
        ["IpAddress"] = (value, wanted) => IPAddress.TryParse(value, out var ip) && Network(wanted.Text) is { } network && network.Contains(ip),
        ["Null"] = (_, _) => false, // about the key's presence: Condition answers it
        ["NumericEquals"] = Numbers((a, b) => a == b),
        ["NumericLessThan"] = Numbers((a, b) => a < b),
        ["NumericLessThanEquals"] = Numbers((a, b) => a <= b),
        ["NumericGreaterThan"] = Numbers((a, b) => a > b),
        ["NumericGreaterThanEquals"] = Numbers((a, b) => a >= b),
        ["DateEquals"] = Dates((a, b) => a == b),
        ["DateLessThan"] = Dates((a, b) => a < b),
        ["DateLessThanEquals"] = Dates((a, b) => a <= b),
        ["DateGreaterThan"] = Dates((a, b) => a > b),
        ["DateGreaterThanEquals"] = Dates((a, b) => a >= b),
    };

    public static bool Exists(string comparison) => All.ContainsKey(comparison);

    /// <param name="wanted">Null when a variable in it could not be resolved: fits nothing.</param>
    public static bool Fits(string comparison, string value, Glob? wanted) => wanted is not null && All[comparison](value, wanted);

    /// <summary>Can the comparison be made with this value of a policy at all?</summary>
    public static bool Accepts(string comparison, string wanted) =>
        wanted.Contains("${", StringComparison.Ordinal)
        || comparison switch
        {
            "Bool" or "Null" => bool.TryParse(wanted, out _),
            "IpAddress" => Network(wanted) is not null,
            _ when comparison.StartsWith("Numeric", StringComparison.Ordinal) => Number(wanted) is not null,
            _ when comparison.StartsWith("Date", StringComparison.Ordinal) => Date(wanted) is not null,
            _ => true,
        };

    // The six parts of an ARN, each on its own: a star does not run over a colon into the next part.
    private static bool FitsArn(string value, Glob wanted)
    {
        var (patterns, parts) = (wanted.SplitAtColons(6), value.Split(':', 6));
        return patterns.Count == parts.Length && patterns.Zip(parts).All(pair => pair.First.Fits(pair.Second));
    }

    private static Func<string, Glob, bool> Numbers(Func<decimal, decimal, bool> compare) =>
        (value, wanted) => Number(value) is { } a && Number(wanted.Text) is { } b && compare(a, b);

    private static Func<string, Glob, bool> Dates(Func<DateTimeOffset, DateTimeOffset, bool> compare) =>
        (value, wanted) => Date(value) is { } a && Date(wanted.Text) is { } b && compare(a, b);

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // ISO 8601, or seconds since 1970.
    private static DateTimeOffset? Date(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
        : null;

    private static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
