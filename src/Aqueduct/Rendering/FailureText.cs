using Aqueduct.Setup;

namespace Aqueduct.Rendering;

/// <summary>A <see cref="Failure"/> as a person reads it: what and why, then the fix.</summary>
internal static class FailureText
{
    public static void Write(Terminal terminal, Failure failure)
    {
        var paint = terminal.ErrorPaint;
        terminal.Error.WriteLine($"{paint.Bad("error:")} {Indent(failure.Detail)} {paint.Quiet($"[{failure.Code}]")}");
        terminal.Error.WriteLine($"  {paint.Good("fix:")} {Indent(failure.Fix)}");
    }

    private static string Indent(string text) => text.ReplaceLineEndings("\n").TrimEnd().Replace("\n", "\n    ", StringComparison.Ordinal);
}
