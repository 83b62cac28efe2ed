using Aqueduct.Setup;

namespace Aqueduct.Rendering;

/// <summary>The end of apply and destroy. A failure itself is told on stderr.</summary>
internal static class OutcomeText
{
    public static void WriteApplied(SetupOutcome outcome, TextWriter output, Paint paint)
    {
        if (outcome.Values is { } values)
        {
            output.WriteLine($"Provider URL  {values.ProviderUrl}");
            output.WriteLine($"Audience      {values.Audience}");
            output.WriteLine($"Role ARN      {paint.Strong(values.RoleArn)}");
        }

        if (outcome.GitLab is { } gitLab)
        {
            output.WriteLine($"GitLab        {gitLab.InstanceUrl}");
            output.WriteLine($"Account       {gitLab.Account}");
            output.WriteLine($"Client ID     {paint.Strong(gitLab.ClientId)}");
            output.WriteLine($"Redirect URI  {gitLab.RedirectUri}");
        }

        if ((outcome.GitLab?.NextStep ?? outcome.Values?.NextStep) is not { } next)
            return;
        output.WriteLine();
        output.WriteLine(next);
        if (outcome.Values is not null)
            output.WriteLine("`aqueduct setup verify` proves the set-up.");
    }

    public static void WriteDestroyed(SetupOutcome outcome, TextWriter output)
    {
        if (outcome.Failure is not null)
            return;
        var deleted = outcome.Changes.Count(c => c.Kind is ChangeKind.Delete);
        output.WriteLine(
            outcome.Changes.Count is 0 ? "Nothing of ours was there."
            : deleted == outcome.Changes.Count ? $"Deleted {PlanText.Count(deleted, "resource")}; nothing of ours is left."
            : $"Deleted {PlanText.Count(deleted, "resource")}. {string.Join(". ", outcome.Changes.Where(c => c.Kind is ChangeKind.Update).Select(c => $"{c.Resource} {c.Identifier}: {c.Note}"))}.");
    }
}
