using System.Text.Json;

namespace Aqueduct.Server.Identity.Inspection;

/// <summary>Reads claims of any type somebody may have put there.</summary>
internal static class ClaimReading
{
    /// <summary>JSON may hold text that is no Unicode (a lone surrogate, broken UTF-8); reading it would throw.</summary>
    public static bool IsReadable(this JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.Object => value.EnumerateObject().All(m => m.Name is not null && m.Value.IsReadable()),
                JsonValueKind.Array => value.EnumerateArray().All(IsReadable),
                JsonValueKind.String => value.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public static string? Text(this JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>A text, or a list of texts, as <c>aud</c> may be (RFC 7519, 4.1.3).</summary>
    public static IReadOnlyList<string> Texts(this JsonElement claims, string name) =>
        !claims.TryGetProperty(name, out var value) ? []
        : value.ValueKind is JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray().Where(v => v.ValueKind is JsonValueKind.String).Select(v => v.GetString()!)]
        : [];

    /// <summary>Fit to stand in a sentence on a terminal: short, without control characters.</summary>
    public static string Quote(string? text)
    {
        const int longest = 120;
        if (text is null)
            return "(none)";
        var shown = text.Length > longest ? string.Concat(text.AsSpan(0, longest), "…") : text;
        return $"'{string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format ? '\uFFFD' : c))}'";
    }
}
