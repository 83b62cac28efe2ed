using Aqueduct.Server.Gateway.Http;

namespace Aqueduct.Server.Gateway.Suggestions;

/// <summary>Text around the cursor, cut to what Amazon Q takes: the part near the cursor stays, whole lines of it.</summary>
internal static class CursorText
{
    /// <summary>Source: the model of <c>FileContext</c>.</summary>
    public const int MostCharacters = 30_720;

    public static string Above(string text)
    {
        if (text.Length <= MostCharacters)
            return text;
        var cut = text.Length - MostCharacters;
        var line = text.IndexOf('\n', cut - 1); // a break right before the cut makes the cut a border already
        if (line >= 0 && line < text.Length - 1)
            return text[(line + 1)..];
        return text[(char.IsLowSurrogate(text[cut]) ? cut + 1 : cut)..]; // one endless line
    }

    public static string Below(string text) => TextCut.AtMost(text, MostCharacters);
}
