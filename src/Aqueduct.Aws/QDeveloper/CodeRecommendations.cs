using System.Text.Json.Serialization;

namespace Aqueduct.Aws.QDeveloper;

/// <summary>A place in a file where code is wanted. <see cref="ToString"/> shows no code.</summary>
/// <param name="Left">What stands before it; at most 30,720 characters.</param>
/// <param name="Right">What stands after it; at most 30,720 characters.</param>
/// <param name="FileName">1 to 1024 characters.</param>
/// <param name="Language">One of Amazon Q's names, such as <c>csharp</c>: it refuses others.</param>
public sealed record CodeContext(string Left, string Right, string FileName, string Language)
{
    public override string ToString() => $"{Language}, {Left.Length} + {Right.Length} characters";
}

/// <summary>Code for that place. <see cref="ToString"/> shows none of it.</summary>
/// <param name="References">Spans count characters of <paramref name="Content"/>.</param>
public sealed record CodeRecommendation(string Content, IReadOnlyList<CodeReference> References)
{
    public override string ToString() => $"{Content.Length} characters, {References.Count} references";
}

internal sealed record RecommendationsInput(FileContextShape FileContext, int MaxResults);

internal sealed record FileContextShape(string LeftFileContent, string RightFileContent, string Filename, LanguageShape ProgrammingLanguage);

internal sealed record LanguageShape(string LanguageName);

internal sealed record RecommendationsOutput(
    [property: JsonPropertyName("CodeRecommendations")] IReadOnlyList<RecommendationShape>? Recommendations = null);

internal sealed record RecommendationShape(string Content, IReadOnlyList<ReferenceShape>? References = null);
