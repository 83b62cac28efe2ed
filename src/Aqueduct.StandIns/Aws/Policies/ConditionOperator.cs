using System.Diagnostics.CodeAnalysis;

namespace Aqueduct.StandIns.Aws.Policies;

/// <summary>How a condition treats a key with several values.</summary>
internal enum SetOperator
{
    None,
    ForAnyValue,
    ForAllValues,
}

/// <summary>Such as <c>ForAnyValue:StringNotLikeIfExists</c>, taken apart.</summary>
/// <param name="Comparison">The positive form: <c>StringLike</c>.</param>
internal sealed record ConditionOperator(string Comparison, bool IsNegated, SetOperator Set, bool IfExists)
{
    private static readonly Dictionary<string, string> Negations = new()
    {
        ["StringNotEquals"] = "StringEquals",
        ["StringNotEqualsIgnoreCase"] = "StringEqualsIgnoreCase",
        ["StringNotLike"] = "StringLike",
        ["NumericNotEquals"] = "NumericEquals",
        ["DateNotEquals"] = "DateEquals",
        ["ArnNotEquals"] = "ArnEquals",
        ["ArnNotLike"] = "ArnLike",
        ["NotIpAddress"] = "IpAddress",
    };

    public static bool TryParse(string name, [NotNullWhen(true)] out ConditionOperator? result)
    {
        var set = SetOperator.None;
        var rest = name;
        foreach (var prefix in new[] { SetOperator.ForAnyValue, SetOperator.ForAllValues })
            if (name.StartsWith($"{prefix}:", StringComparison.Ordinal)) (set, rest) = (prefix, name[($"{prefix}".Length + 1)..]);
        var ifExists = rest.EndsWith("IfExists", StringComparison.Ordinal) && rest != "NullIfExists";
        if (ifExists) rest = rest[..^"IfExists".Length];
        var negated = Negations.TryGetValue(rest, out var positive);
        result = Comparisons.Exists(positive ?? rest) ? new ConditionOperator(positive ?? rest, negated, set, ifExists) : null;
        return result is not null;
    }
}
