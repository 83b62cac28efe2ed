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
            error.WriteLine();
            error.WriteLine(fault.Name.Length is 0 ? paint.Strong(fault.Origin.Text) : $"{paint.Strong(Printable.OneLine(fault.Name))}  {paint.Quiet($"({fault.Origin.Text})")}");
            error.WriteLine($"  why: {Printable.OneLine(fault.Reason)}");
            error.WriteLine($"  {paint.Good("fix:")} {Printable.OneLine(fault.Fix)}");
        }
    }
}
