using Aqueduct.Story;

namespace Aqueduct.Rendering;

/// <summary>The story for a person: a line per step as it happens, one at the end.</summary>
internal static class StoryText
{
    private const int NameWidth = 46;

    public static void Write(StoryStep step, TextWriter output, Paint paint)
    {
        var sign = step.Status switch
        {
            StepStatus.Ok => paint.Good("✓"),
            StepStatus.Skipped => paint.Caution("–"),
            _ => paint.Bad("✗"),
        };
        output.WriteLine($"{sign} {step.Name.PadRight(NameWidth)} {step.Milliseconds,6} ms  {paint.Quiet(step.Detail)}");
    }

    public static void Write(StoryReport report, TextWriter output, Paint paint)
    {
        var total = report.Steps.Sum(s => s.Milliseconds) / 1000.0;
        var counts = report.Steps.CountBy(s => s.Status).ToDictionary();
        output.WriteLine(FormattableString.Invariant(
            $"{counts.GetValueOrDefault(StepStatus.Ok)} proven, {counts.GetValueOrDefault(StepStatus.Failed)} failed, {counts.GetValueOrDefault(StepStatus.Skipped)} skipped in {total:0.0} s"));
    }
}
