namespace Aqueduct.Aws.QDeveloper;

/// <summary>Public code that an answer resembles, to be attributed.</summary>
/// <param name="Licence">SPDX name, such as <c>MIT</c>.</param>
/// <param name="Span">Which characters of the answer, from the first to the one after the last.</param>
public sealed record CodeReference(string? Licence, string? Repository, string? Url, (int Start, int End)? Span);

internal sealed record ReferenceShape(
    string? LicenseName = null, string? Repository = null, string? Url = null, SpanShape? RecommendationContentSpan = null)
{
    public static IReadOnlyList<CodeReference> Read(IReadOnlyList<ReferenceShape>? references) =>
    [
        .. (references ?? []).Select(r => new CodeReference(
            r.LicenseName, r.Repository, r.Url, r.RecommendationContentSpan is { Start: { } start, End: { } end } ? (start, end) : null)),
    ];
}

internal sealed record SpanShape(int? Start = null, int? End = null);
