using Aqueduct.Configuration;

namespace Aqueduct.Rendering;

/// <summary>All faults of a configuration at once: key, value, source, reason, fix.</summary>
internal static class ConfigurationFaultText
{
    public static void Write(Terminal terminal, IReadOnlyList<ConfigurationFault> faults)
    {
        var (error, paint) = (terminal.Error, terminal.ErrorPaint);
        error.WriteLine($"{paint.Bad("error:")} the configuration has {(faults.Count is 1 ? "a fault" : $"{faults.Count} faults")}; nothing was started.");
        foreach (var fault in faults)
        {
            var name = fault.Key.Length is 0 ? fault.Value : fault.Value is null ? fault.Key : $"{fault.Key} = {fault.Value}";
            error.WriteLine();
            error.WriteLine(string.IsNullOrEmpty(name) ? paint.Strong(fault.Origin.Text) : $"{paint.Strong(OneLine(name))}  {paint.Quiet($"({fault.Origin.Text})")}");
            error.WriteLine($"  why: {OneLine(fault.Reason)}");
            error.WriteLine($"  {paint.Good("fix:")} {OneLine(fault.Fix)}");
        }
    }

    /// <summary>Values come from files: line breaks and control characters must not act on the terminal.</summary>
    private static string OneLine(string text) =>
        string.Create(text.Length, text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
}
