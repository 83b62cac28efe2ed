namespace Aqueduct.Configuration;

/// <summary>Values as they may be printed.</summary>
internal static class ValueText
{
    public const string Secret = "***";

    public static string? Of(RawValue value) => value switch
    {
        RawScalar scalar => scalar.Text is { } text ? WithoutUserInfo(text) : null,
        RawList => "a list",
        _ => "a mapping",
    };

    /// <summary>A password written into an address must not reach a terminal or a log.</summary>
    private static string WithoutUserInfo(string text)
    {
        var (start, at) = (text.IndexOf("://", StringComparison.Ordinal), text.LastIndexOf('@'));
        return start >= 0 && at > start ? text[..(start + 3)] + Secret + text[at..] : text;
    }
}
