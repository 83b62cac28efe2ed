using Aqueduct.Setup;

namespace Aqueduct.Rendering;

/// <summary>The end of apply and destroy. A failure itself is told on stderr.</summary>
internal static class OutcomeText
{
    public static void WriteApplied(SetupOutcome outcome, TextWriter output, Paint paint)
    {
        if (outcome.Values is not { } values)
            return;
        output.WriteLine($"Provider URL  {values.ProviderUrl}");
        output.WriteLine($"Audience      {values.Audience}");
        output.WriteLine($"Role ARN      {paint.Strong(values.RoleArn)}");
        output.WriteLine();
        output.WriteLine(values.NextStep);
        output.WriteLine("`aqueduct setup verify` proves the set-up.");
    }

    public static void WriteDestroyed(SetupOutcome outcome, TextWriter output)
    {
        if (outcome.Failure is null)
            output.WriteLine(outcome.Changes.Count is 0 ? "Nothing of ours was there." : $"Deleted {PlanText.Count(outcome.Changes.Count, "resource")}; nothing of ours is left.");
    }
}
