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
            error.WriteLine(string.IsNullOrEmpty(name) ? paint.Strong(fault.Origin.Text) : $"{paint.Strong(Printable.OneLine(name))}  {paint.Quiet($"({fault.Origin.Text})")}");
            error.WriteLine($"  why: {Printable.OneLine(fault.Reason)}");
            error.WriteLine($"  {paint.Good("fix:")} {Printable.OneLine(fault.Fix)}");
        }
    }
}
