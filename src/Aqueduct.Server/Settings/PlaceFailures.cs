using System.Globalization;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;

namespace Aqueduct.Server.Settings;

internal static class PlaceFailures
{
    public static Failure Unknown(PlaceKind kind, string idOrPath) => new(
        "not-found", $"There is no {AvailabilityWords.KindWord(kind)} {idOrPath}, or Aqueduct has not seen it at GitLab yet.",
        "Write its full path, as in its address at GitLab, or its ID. What is new at GitLab shows here a moment later.");

    public static Failure InvalidCursor => new("invalid-cursor", "after is not the end of a page.", "Take it from next of the page before, or leave it out.");

    public static Failure Unknown(Place place) => Unknown(place.Kind, place.Id.ToString(CultureInfo.InvariantCulture));
}
