using Aqueduct.Aws.QDeveloper;

namespace Aqueduct.Server.Gateway.Chat;

/// <summary>Public code an answer resembles, as a list below it: what is used must be attributed.</summary>
internal static class ReferenceText
{
    public static string Of(IReadOnlyList<CodeReference> references) =>
        references.Count is 0 ? "" : string.Concat(references.Select(r => $"\n- {Line(r)}")).Insert(0, "\n\nCode references:");

    private static string Line(CodeReference reference)
    {
        var name = reference.Repository ?? "unknown repository";
        var licence = reference.Licence is { } spdx ? $" [{spdx}]" : "";
        var url = reference.Url is { } address ? $": {address}" : "";
        var span = reference.Span is { } s ? $" (characters {s.Start} to {s.End})" : "";
        return $"{name}{licence}{url}{span}";
    }
}
