using Aqueduct.Server.Audit;

namespace Aqueduct.Server.Settings;

internal static class AuditEntries
{
    /// <summary>What was said before and after; what follows from it can be computed.</summary>
    public static AuditEntry Of(EffectiveAvailability before, EffectiveAvailability now, Actor actor) => new(
        actor.Name, actor.OnBehalfOf, "availability.set", now.Place.ToString(), Said(before), Said(now), actor.Source, actor.CorrelationId);

    private static string Said(EffectiveAvailability availability) => availability.OwnAutoReview is { } review
        ? $"{AvailabilityWords.Of(availability.Own)}, auto review {(review ? "on" : "off")}"
        : AvailabilityWords.Of(availability.Own);
}
