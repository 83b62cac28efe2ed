using System.Globalization;
using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Settings;

/// <summary>The last item of a page, as text: what comes after it is the next page, whatever was added or removed meanwhile.</summary>
/// <param name="Path">The last part of its path; with the ID, since for a moment two may share one.</param>
internal readonly record struct Cursor(PlaceKind Kind, long Id, string Path)
{
    private static Cursor First => new(PlaceKind.Group, 0, "");

    public static Cursor FirstProject => new(PlaceKind.Project, 0, "");

    public static string After(NamedPlace place) => string.Create(CultureInfo.InvariantCulture, $"{AvailabilityWords.KindWord(place.Kind)}.{place.Id}.{place.LastPart}");

    public static bool TryParse(string? text, out Cursor cursor)
    {
        cursor = First;
        if (text is null)
            return true;
        if (text.Split('.', 3) is not [("group" or "project") and var kind, var number, var path] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || path.Contains('\0'))
            return false;
        cursor = new(kind == "group" ? PlaceKind.Group : PlaceKind.Project, id, path);
        return true;
    }
}
