using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Settings;

/// <summary>
/// The rule of availability. 1. <c>never_on</c> above decides, the uppermost first; 2. else the nearest place that said something, from the place
/// itself upwards; 3. else <see cref="Default"/>. Automatic review: nearest likewise, where a place that turned off has thereby said no; and only where it is on.
/// </summary>
internal static class Cascade
{
    /// <summary>Of a new installation: as GitLab's own, and the first choice on its page. Automatic review is off, and nothing happens before the connection is made.</summary>
    public const AvailabilityValue Default = AvailabilityValue.DefaultOn;

    /// <param name="chain">From the instance down to the place in question.</param>
    public static EffectiveAvailability Of(IReadOnlyList<Level> chain)
    {
        var self = chain[^1];
        var locking = chain.Take(chain.Count - 1).FirstOrDefault(l => l.Value is AvailabilityValue.NeverOn);
        var deciding = locking ?? chain.LastOrDefault(l => l.Value is not AvailabilityValue.Inherit);
        var value = As(self.Place.Kind, deciding?.Value ?? Default);
        var reviewing = IsOff(value) ? null : chain.LastOrDefault(l => l.AutoReview is not null || IsOff(l.Value));
        return new EffectiveAvailability(
            self.Place, value, reviewing is { AutoReview: true }, deciding?.Place, reviewing?.Place, locking?.Place,
            self.Value, self.AutoReview, self.Version);
    }

    public static bool IsOff(AvailabilityValue value) => value is AvailabilityValue.DefaultOff or AvailabilityValue.NeverOn or AvailabilityValue.Off;

    private static AvailabilityValue As(PlaceKind kind, AvailabilityValue value) =>
        kind is not PlaceKind.Project ? value : IsOff(value) ? AvailabilityValue.Off : AvailabilityValue.On;
}
