using System.Text.RegularExpressions;

namespace Aqueduct.StandIns.Aws.Policies;

/// <summary>
/// A pattern with <c>*</c> and <c>?</c>, and variables <c>${key}</c>, <c>${key, 'default'}</c>; what a variable brings in is never a wildcard.
/// </summary>
internal sealed partial class Glob
{
    private const char Any = '*', One = '?';
    private readonly string text;
    private readonly bool[] wild;

    private Glob(string text, bool[] wild) => (this.text, this.wild) = (text, wild);

    /// <summary>A pattern without variables.</summary>
    public static Glob Of(string pattern) => new(pattern, [.. pattern.Select(c => c is Any or One)]);

    /// <summary>The pattern with its variables resolved; null when one is absent from the request and has no default: then it fits nothing.</summary>
    public static Glob? Of(string pattern, RequestContext context)
    {
        var (text, wild) = (new List<char>(), new List<bool>());
        var at = 0;
        foreach (Match variable in Variable().Matches(pattern))
        {
            Append(pattern[at..variable.Index], literal: false);
            if (Resolve(variable.Groups["key"].Value.Trim(), variable.Groups["default"], context) is not { } value) return null;
            Append(value, literal: true);
            at = variable.Index + variable.Length;
        }
        Append(pattern[at..], literal: false);
        return new Glob(new string([.. text]), [.. wild]);

        void Append(string part, bool literal)
        {
            text.AddRange(part);
            wild.AddRange(part.Select(c => !literal && c is Any or One));
        }
    }

    /// <summary>With its variables resolved.</summary>
    public string Text => text;

    /// <summary>The pattern taken literally: <c>*</c> is a star.</summary>
    public Glob Literal() => new(text, new bool[text.Length]);

    /// <summary>Splits at colons that are literal, for ARNs, whose parts are compared one by one; at most <paramref name="parts"/>.</summary>
    public IReadOnlyList<Glob> SplitAtColons(int parts)
    {
        var result = new List<Glob>();
        var start = 0;
        for (var i = 0; i < text.Length && result.Count < parts - 1; i++)
        {
            if (text[i] != ':') continue;
            result.Add(new Glob(text[start..i], wild[start..i]));
            start = i + 1;
        }
        result.Add(new Glob(text[start..], wild[start..]));
        return result;
    }

    // Greedy with one point to come back to: linear for what policies hold, and never exponential.
    public bool Fits(string value, bool ignoreCase = false)
    {
        var (p, v, star, resume) = (0, 0, -1, 0);
        while (v < value.Length)
        {
            if (p < text.Length && wild[p] && text[p] == Any) (star, resume) = (p++, v);
            else if (p < text.Length && (wild[p] || Same(text[p], value[v], ignoreCase))) (p, v) = (p + 1, v + 1);
            else if (star >= 0) (p, v) = (star + 1, ++resume);
            else return false;
        }
        while (p < text.Length && wild[p] && text[p] == Any) p++;
        return p == text.Length;
    }

    private static bool Same(char a, char b, bool ignoreCase) => a == b || (ignoreCase && char.ToLowerInvariant(a) == char.ToLowerInvariant(b));

    private static string? Resolve(string key, Group otherwise, RequestContext context) =>
        key is "*" or "?" or "$" ? key
        : context[key] is [var value] ? value
        : otherwise.Success ? otherwise.Value
        : null;

    [GeneratedRegex(@"\$\{(?<key>[^},]+)(,\s*'(?<default>[^']*)')?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
