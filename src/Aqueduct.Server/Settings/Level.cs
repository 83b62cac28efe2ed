using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Settings;

/// <summary>A place on the way from the instance down, and what was said there.</summary>
/// <param name="AutoReview">Null: as above.</param>
/// <param name="Version">0: nothing was ever said.</param>
internal sealed record Level(NamedPlace Place, AvailabilityValue Value, bool? AutoReview, long Version)
{
    public static Level Silent(NamedPlace place) => new(place, AvailabilityValue.Inherit, null, 0);
}
