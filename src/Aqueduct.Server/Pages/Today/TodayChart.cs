using System.Globalization;
using Aqueduct.Server.Pages.Markup;

namespace Aqueduct.Server.Pages.Today;

/// <summary>The hours of a day as bars: answered below, failed on top. What it shows is also in a table for those who do not see it.</summary>
internal static class TodayChart
{
    private const int Width = 720;
    private const int Height = 180;
    private const int Left = 36;
    private const int Bottom = 150;
    private const int Top = 12;
    private const double Step = (Width - Left) / 24.0;
    private const double Bar = Step * 0.66;

    public static Html Make(IReadOnlyList<Hour> hours)
    {
        var most = Ceiling(hours.Max(h => h.Answered + h.Failed));
        return Html.Of($"""
            <svg class="chart" viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="chart-title">
            <title id="chart-title">Requests of GitLab by hour of today, UTC</title>
            {Lines(most)}
            {hours.Select(h => Column(h, most))}
            {Enumerable.Range(0, 8).Select(i => Label(i * 3))}
            </svg>
            <details class="figures"><summary>The figures</summary>
            <table><caption>Requests of GitLab by hour of today, UTC</caption>
            <thead><tr><th scope="col">Hour</th><th scope="col">Answered</th><th scope="col">Failed</th></tr></thead>
            <tbody>{hours.Where(h => h.Answered + h.Failed > 0).Select(Row)}</tbody></table></details>
            """);
    }

    private static Html Lines(int most) => Html.Of($"""
        <line class="axis" x1="{Left}" y1="{Bottom}" x2="{Width}" y2="{Bottom}"/>
        <line class="grid" x1="{Left}" y1="{Top}" x2="{Width}" y2="{Top}"/>
        <text class="tick end" x="{Left - 6}" y="{Top + 4}">{most}</text>
        <text class="tick end" x="{Left - 6}" y="{Bottom + 4}">0</text>
        """);

    private static Html Column(Hour hour, int most)
    {
        var (x, answered, failed) = (Left + (hour.OfDay * Step) + ((Step - Bar) / 2), Rise(hour.Answered, most), Rise(hour.Failed, most));
        return Html.Of($"""
            {Html.If(hour.Answered > 0, () => Html.Of($"""<rect class="answered" x="{x}" y="{Bottom - answered}" width="{Bar}" height="{answered}" rx="2"/>"""))}
            {Html.If(hour.Failed > 0, () => Html.Of($"""<rect class="failed" x="{x}" y="{Bottom - answered - failed}" width="{Bar}" height="{failed}" rx="2"/>"""))}
            """);
    }

    private static Html Label(int hour) => Html.Of(
        $"""<text class="tick" x="{Left + (hour * Step) + (Step / 2)}" y="{Height - 10}">{hour.ToString("00", CultureInfo.InvariantCulture)}</text>""");

    private static Html Row(Hour hour) => Html.Of(
        $"""<tr><th scope="row">{hour.OfDay.ToString("00", CultureInfo.InvariantCulture)}:00</th><td>{hour.Answered}</td><td>{hour.Failed}</td></tr>""");

    private static double Rise(int count, int most) => (double)count / most * (Bottom - Top);

    /// <summary>The next of 1, 2, 5, 10, 20, 50, …: a scale that people read.</summary>
    internal static int Ceiling(int most)
    {
        for (var decade = 1; ; decade *= 10)
        {
            foreach (var step in (int[])[1, 2, 5])
            {
                if (step * decade >= most)
                    return step * decade;
            }
        }
    }
}
