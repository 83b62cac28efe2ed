using Aqueduct.Setup;

namespace Aqueduct.Rendering;

/// <summary>A <see cref="Failure"/> as a person reads it: what and why, then the fix.</summary>
internal static class FailureText
{
    private const string Indent = "    ";

    public static void Write(Terminal terminal, Failure failure)
    {
        var paint = terminal.ErrorPaint;
        terminal.Error.WriteLine($"{paint.Bad("error:")} {Printable.Lines(failure.Detail, Indent)} {paint.Quiet($"[{failure.Code}]")}");
        terminal.Error.WriteLine($"  {paint.Good("fix:")} {Printable.Lines(failure.Fix, Indent)}");
    }
}
