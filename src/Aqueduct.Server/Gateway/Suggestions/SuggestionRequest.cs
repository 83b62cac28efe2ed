using System.Text.Json;
using Aqueduct.Server.Gateway.Http;

namespace Aqueduct.Server.Gateway.Suggestions;

/// <summary>What an editor wants suggested.</summary>
/// <param name="Language">One of Amazon Q's; null when unknown: nothing is suggested then.</param>
internal sealed record SuggestionRequest(string FileName, string Above, string Below, string? Language, bool Stream)
{
    private const int MostFileName = 255;
    private const int MostText = 100_000;

    /// <param name="file">The object with <c>file_name</c> and the text around the cursor.</param>
    /// <param name="prefix">Where it stands, for a fault.</param>
    /// <returns>What is wrong, naming the field; null when <paramref name="request"/> is there.</returns>
    public static string? Read(JsonElement file, string prefix, bool stream, out SuggestionRequest? request)
    {
        request = null;
        if (Fault(file, "file_name", MostFileName, required: true) is { } fileName)
            return prefix + fileName;
        if (Fault(file, "content_above_cursor", MostText, required: true) is { } above)
            return prefix + above;
        if (Fault(file, "content_below_cursor", MostText, required: false) is { } below)
            return prefix + below;
        if (Fault(file, "language_identifier", MostFileName, required: false) is { } language)
            return prefix + language;

        var name = file.Text("file_name")!;
        request = new(
            name,
            CursorText.Above(file.Text("content_above_cursor")!),
            CursorText.Below(file.Text("content_below_cursor") ?? ""),
            ProgrammingLanguage.Of(file.Text("language_identifier"), name),
            stream);
        return null;
    }

    private static string? Fault(JsonElement file, string name, int most, bool required)
    {
        var member = file.Member(name);
        if (member.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return required ? $"{name}: field required" : null;
        if (file.Text(name) is not { } text)
            return $"{name}: it must be a string";
        return text.Length > most && text.EnumerateRunes().Count() > most ? $"{name}: it has more than {most} characters" : null;
    }
}
