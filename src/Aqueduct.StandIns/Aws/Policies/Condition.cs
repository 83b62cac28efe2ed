namespace Aqueduct.StandIns.Aws.Policies;

/// <summary>One line of a Condition: an operator, a key, and values of which one must fit.</summary>
internal sealed record Condition(ConditionOperator Operator, string Key, IReadOnlyList<string> Values)
{
    /// <summary>
    /// Does the request satisfy it? A key that the request lacks: true with <c>…IfExists</c>, for a negated operator and for
    /// <c>ForAllValues:</c>; otherwise false.
    /// </summary>
    public bool Holds(RequestContext context, bool hasVariables)
    {
        var actual = context[Key];
        if (Operator.Comparison == "Null") return Values.Any(v => bool.Parse(v) == actual is null);
        if (actual is null)
            return Operator.IfExists || Operator.Set == SetOperator.ForAllValues || (Operator.IsNegated && Operator.Set == SetOperator.None);
        return Operator.Set switch
        {
            SetOperator.ForAllValues => actual.All(Satisfies),
            SetOperator.ForAnyValue => actual.Any(Satisfies),
            _ => Operator.IsNegated ? actual.All(Satisfies) : actual.Any(Satisfies),
        };

        bool Satisfies(string value) =>
            Operator.IsNegated != Values.Any(wanted => Comparisons.Fits(Operator.Comparison, value, Pattern(wanted)));

        Glob? Pattern(string wanted) => hasVariables ? Glob.Of(wanted, context) : Glob.Of(wanted);
    }
}
