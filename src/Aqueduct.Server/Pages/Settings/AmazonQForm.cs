using System.Globalization;
using Aqueduct.Server.Settings;
using Aqueduct.Server.Storage;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Pages.Settings;

/// <summary>The form as it was typed; <see cref="Choice"/> is null when none of the three was selected.</summary>
internal sealed record AmazonQForm(string RoleArn, AvailabilityValue? Choice, bool AutoReview, long Version)
{
    private const int LongestArn = 2048;

    public static AmazonQForm Read(IFormCollection form) => new(
        Text(form, "role_arn"),
        AvailabilityWords.TryParse(Text(form, "availability"), out var choice) && AvailabilityWords.ValuesOf(PlaceKind.Instance).Contains(choice) ? choice : null,
        form["auto_review"] is ["on"],
        long.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0);

    private static string Text(IFormCollection form, string name) => form[name] is [{ Length: <= LongestArn } text] ? text.Trim() : "";
}
