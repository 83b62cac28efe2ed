using Aqueduct.Setup;

namespace Aqueduct.Rendering;

/// <summary>A verification, a line per step; below a failed one what to do.</summary>
internal static class VerificationText
{
    public static void Write(Verification verification, TextWriter output, Paint paint) => Write("set-up", verification, output, paint);

    /// <param name="what">What was verified, as a noun.</param>
    public static void Write(string what, Verification verification, TextWriter output, Paint paint)
    {
        var width = verification.Steps.Max(s => s.Name.Length);
        foreach (var step in verification.Steps)
        {
            output.WriteLine($"{Sign(step.Status, paint)} {step.Name.PadRight(width)}  {step.Detail}");
            if (step.Fix is { } fix)
                output.WriteLine($"  {new string(' ', width)}  {paint.Good("fix:")} {fix}");
        }

        output.WriteLine();
        var failed = verification.Steps.Count(s => s.Status is VerificationStatus.Failed);
        output.WriteLine(failed is 0 ? $"The {what} works." : $"The {what} does not work: {PlanText.Count(failed, "step")} of {verification.Steps.Count} failed.");
    }

    private static string Sign(VerificationStatus status, Paint paint) => status switch
    {
        VerificationStatus.Passed => paint.Good("✓"),
        VerificationStatus.Failed => paint.Bad("✗"),
        _ => paint.Quiet("–"),
    };
}
