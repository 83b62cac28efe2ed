using Aqueduct.Server.Settings;
using Aqueduct.Server.Storage;

namespace Aqueduct.Rendering;

/// <summary>What holds at a place, as a person reads it.</summary>
internal static class AvailabilityText
{
    public static void Write(EffectiveAvailability availability, TextWriter output, Paint paint)
    {
        var word = AvailabilityWords.Of(availability.Value);
        Line(output, "Place", paint.Strong(Printable.OneLine(availability.Place.ToString())));
        Line(output, "Value", $"{(availability.IsOn ? paint.Good(word) : paint.Caution(word))} ({AvailabilityWords.Label(availability.Value)})");
        Line(output, "Origin", Printable.OneLine(AvailabilityWords.Origin(availability)));
        Line(output, "Auto review", availability switch
        {
            { AutoReview: false } => "off",
            { AutoReviewFrom: { } from } when from != availability.Place => $"on, comes from the {Printable.OneLine(from.ToString())}",
            _ => "on",
        });
        if (availability is { LockedBy: not null, Own: not AvailabilityValue.Inherit })
            Line(output, "Kept", $"{AvailabilityWords.Of(availability.Own)}, for when the lock goes");
    }

    private static void Line(TextWriter output, string name, string value) => output.WriteLine($"{name,-13} {value}");
}
