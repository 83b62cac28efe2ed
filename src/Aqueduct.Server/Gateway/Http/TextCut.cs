namespace Aqueduct.Server.Gateway.Http;

/// <summary>Cuts text to a limit: at the end of a line where there is one, never within a character.</summary>
internal static class TextCut
{
    public static string AtMost(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var line = text.LastIndexOf('\n', most - 1);
        return line > 0 ? text[..(line + 1)] : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
    }
}
