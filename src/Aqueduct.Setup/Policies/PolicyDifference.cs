namespace Aqueduct.Setup.Policies;

/// <summary>Says in what two documents differ, as short as their shapes allow; empty when they mean the same.</summary>
internal static class PolicyDifference
{
    /// <param name="name">What the document is, such as <c>trust policy</c>.</param>
    public static IReadOnlyList<AttributeChange> Between(string name, string before, string after)
    {
        if (PolicyMeaning.Read(after) is not { } wanted)
            throw new ArgumentException("The wanted document is no policy.", nameof(after));
        if (PolicyMeaning.Read(before) is not { } found)
            return [new(name, before, Join(wanted.Statements))];
        if (found.IsSameAs(wanted))
            return [];
        return found.Statements is [var one] && wanted.Statements is [var other] && one.Effect == other.Effect
            ? Elements(name, one, other)
            : Whole(name, found, wanted);
    }

    private static List<AttributeChange> Elements(string name, PolicyStatement before, PolicyStatement after)
    {
        var differing = before.Elements.Keys.Union(after.Elements.Keys)
            .Select(key => new AttributeChange($"{name}: {key}", Text(before, key), Text(after, key)))
            .Where(c => c.Before != c.After)
            .ToList();
        return differing.Count is 0 ? [new(name, "Version 2008-10-17", "Version 2012-10-17")] : differing;

        static string? Text(PolicyStatement statement, string key) =>
            statement.Elements.TryGetValue(key, out var values) ? string.Join(", ", values) : null;
    }

    private static List<AttributeChange> Whole(string name, PolicyMeaning before, PolicyMeaning after)
    {
        var (old, wanted) = (before.Statements.Select(s => s.ToString()).ToList(), after.Statements.Select(s => s.ToString()).ToList());
        var (gone, added) = (old.Except(wanted).ToList(), wanted.Except(old).ToList());
        return gone.Count is 0 && added.Count is 0
            ? [new(name, "Version 2008-10-17", "Version 2012-10-17")]
            : [.. gone.Select(s => new AttributeChange($"{name}: statement", s, null)), .. added.Select(s => new AttributeChange($"{name}: statement", null, s))];
    }

    private static string Join(IEnumerable<PolicyStatement> statements) => string.Join("; ", statements);
}
