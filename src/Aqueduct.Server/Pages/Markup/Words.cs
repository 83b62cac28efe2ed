using System.Globalization;

namespace Aqueduct.Server.Pages.Markup;

/// <summary>Times and numbers as the pages show them.</summary>
internal static class Words
{
    /// <summary>For people with the zone, for programs exact.</summary>
    public static Html Time(DateTimeOffset at) => Html.Of(
        $"""<time datetime="{at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}">{at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC</time>""");

    public static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count is 1 ? one : many)}");
}
