namespace Aqueduct.Rendering;

/// <summary>Text from files and from other servers, made harmless: control characters must not act on the terminal.</summary>
internal static class Printable
{
    public static string OneLine(string text) =>
        string.Create(text.Length, text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });

    /// <summary>Keeps line breaks; further lines are indented.</summary>
    public static string Lines(string text, string indent) =>
        string.Join("\n" + indent, text.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(OneLine));
}
