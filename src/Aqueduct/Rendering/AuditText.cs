using System.Globalization;
using Aqueduct.Server.Audit;

namespace Aqueduct.Rendering;

/// <summary>The audit trail for people, and for tables.</summary>
internal static class AuditText
{
    public const string CsvHeader = "sequence,at,actor,on_behalf_of,action,target,before,after,source,correlation_id,hash";

    public static void Write(AuditPage page, TextWriter output, Paint paint)
    {
        foreach (var entry in page.Entries)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{entry.Sequence,6}  {entry.At:yyyy-MM-dd HH:mm:ss'Z'}  {paint.Strong(Printable.OneLine(entry.Action))}  {Printable.OneLine(entry.Actor)}  {Printable.OneLine(entry.Target)}{Change(entry)}"));
        }
    }

    public static void Write(AuditRecord entry, TextWriter output, Paint paint)
    {
        Line("number", entry.Sequence.ToString(CultureInfo.InvariantCulture));
        Line("time", entry.At.ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        Line("actor", entry.Actor);
        Line("on behalf of", entry.OnBehalfOf);
        Line("action", entry.Action);
        Line("target", entry.Target);
        Line("before", entry.Before);
        Line("after", entry.After);
        Line("source", entry.Source);
        Line("correlation ID", entry.CorrelationId);
        Line("hash", entry.Hash);

        void Line(string name, string? value)
        {
            if (value is not null)
                output.WriteLine($"{paint.Strong(name.PadRight(14))}  {Printable.OneLine(value)}");
        }
    }

    public static void Write(AuditVerification verified, TextWriter output, Paint paint)
    {
        foreach (var fault in verified.Faults)
            output.WriteLine($"{paint.Bad("✗")} {Printable.OneLine(fault)}");
        if (!verified.Passed)
            return;
        output.WriteLine(verified.To is 0
            ? "There is no entry yet."
            : string.Create(CultureInfo.InvariantCulture, $"Entries {verified.From} to {verified.To} are as they were written; {verified.Checkpoints} signed checkpoints agree."));
        output.WriteLine($"head  {verified.Head}");
    }

    public static string Csv(AuditRecord entry) => string.Join(',', new[]
    {
        entry.Sequence.ToString(CultureInfo.InvariantCulture), entry.At.ToString("O", CultureInfo.InvariantCulture), entry.Actor, entry.OnBehalfOf,
        entry.Action, entry.Target, entry.Before, entry.After, entry.Source, entry.CorrelationId, entry.Hash,
    }.Select(Field));

    private static string Change(AuditRecord entry) => (entry.Before, entry.After) switch
    {
        (null, null) => "",
        (null, { } after) => $": {Printable.OneLine(after)}",
        ({ } before, { } after) => $": {Printable.OneLine(before)} -> {Printable.OneLine(after)}",
        ({ } before, null) => $": {Printable.OneLine(before)} ->",
    };

    /// <summary>RFC 4180; what a spreadsheet would run as a formula becomes text.</summary>
    private static string Field(string? value)
    {
        if (value is null)
            return "";
        var text = value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{value}" : value;
        return text.AsSpan().IndexOfAny(",\"\r\n'") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
