using Aqueduct.Setup;

namespace Aqueduct.Rendering;

/// <summary>A plan as a person reads it: a line per resource with its sign, the attributes below, a count at the end.</summary>
internal static class PlanText
{
    private const string Absent = "(none)";

    public static void Write(SetupPlan plan, TextWriter output, Paint paint)
    {
        var width = plan.Changes.Select(c => c.Resource.Length).DefaultIfEmpty(0).Max();
        foreach (var change in plan.Changes)
        {
            var (sign, colour) = Look(change.Kind, paint);
            output.WriteLine($"{colour(sign)} {(change.Kind is ChangeKind.Unchanged ? change.Resource.PadRight(width) : paint.Strong(change.Resource.PadRight(width)))}  {change.Identifier}");
            WriteAttributes(change, output, paint);
            foreach (var line in change.Note?.Split('\n') ?? [])
                output.WriteLine($"    {(change.Kind is ChangeKind.Manual ? line : paint.Quiet($"note: {line}"))}");
        }

        if (plan.Changes.Count > 0)
            output.WriteLine();
        output.WriteLine(Summary(plan));
    }

    public static string Count(int number, string noun) => $"{number} {noun}{(number is 1 ? "" : "s")}";

    private static void WriteAttributes(PlannedChange change, TextWriter output, Paint paint)
    {
        var width = change.Attributes.Select(a => a.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var attribute in change.Attributes)
        {
            var value = change.Kind is ChangeKind.Create && attribute.Before is null
                ? attribute.After
                : $"{paint.Bad(attribute.Before ?? Absent)} → {paint.Good(attribute.After ?? Absent)}";
            output.WriteLine($"    {attribute.Name.PadRight(width)}  {value}");
        }
    }

    private static string Summary(SetupPlan plan)
    {
        var counts = plan.Changes.CountBy(c => c.Kind).ToDictionary();
        List<string> parts = [];
        foreach (var (kind, words) in ((ChangeKind, string)[])[
            (ChangeKind.Create, "to create"), (ChangeKind.Update, "to change"), (ChangeKind.Delete, "to delete"), (ChangeKind.Manual, "by hand"), (ChangeKind.Unchanged, "unchanged")])
        {
            if (counts.TryGetValue(kind, out var count))
                parts.Add($"{count} {words}");
        }

        return plan.HasChanges ? $"Plan: {string.Join(", ", parts)}."
            : plan.Changes.Count is 0 ? "Nothing exists."
            : $"Nothing to do: {string.Join(", ", parts)}.";
    }

    private static (string Sign, Func<string, string> Colour) Look(ChangeKind kind, Paint paint) => kind switch
    {
        ChangeKind.Create => ("+", paint.Good),
        ChangeKind.Update => ("~", paint.Caution),
        ChangeKind.Delete => ("-", paint.Bad),
        ChangeKind.Manual => ("!", paint.Caution),
        _ => ("=", paint.Quiet),
    };
}
