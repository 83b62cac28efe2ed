using Aqueduct.Server.Settings;

namespace Aqueduct.Server.Pages.Settings;

internal static class InstanceAvailability
{
    /// <summary>As of now, so that a page that was just saved shows it.</summary>
    public static async Task<EffectiveAvailability> OfInstanceAsync(this IAvailability availability, CancellationToken cancellationToken) =>
        (await availability.ReadAsync(Place.Instance, cancellationToken)).TryGet(out var now, out var failure) ? now : throw new InvalidOperationException(failure.Detail);
}
