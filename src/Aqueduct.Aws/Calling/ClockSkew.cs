namespace Aqueduct.Aws.Calling;

/// <summary>
/// A signature is good for five minutes around AWS's clock. The machine's clock is reported, not corrected behind its back:
/// the issuer's tokens carry the same wrong time.
/// </summary>
internal static class ClockSkew
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(5);

    /// <returns>A sentence to append, with both times; empty when the clocks agree or AWS named no time.</returns>
    public static string Explain(DateTimeOffset ours, DateTimeOffset? theirs)
    {
        if (theirs is not { } time || (ours - time).Duration() < Tolerated)
        {
            return "";
        }

        var direction = ours > time ? "ahead" : "behind";
        return $" This machine's clock says {ours:yyyy-MM-dd HH:mm:ss}Z, AWS's {time:yyyy-MM-dd HH:mm:ss}Z: "
            + $"it is {(ours - time).Duration():d\\.hh\\:mm\\:ss} {direction}. Set the clock (NTP).";
    }
}
