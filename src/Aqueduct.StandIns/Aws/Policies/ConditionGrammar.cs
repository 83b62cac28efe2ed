using System.Text.Json;

namespace Aqueduct.StandIns.Aws.Policies;

/// <summary>The Condition of a statement: operator → key → value or list of values.</summary>
internal static class ConditionGrammar
{
    public static IReadOnlyList<Condition> Parse(JsonElement statement, PolicyKind kind)
    {
        if (!statement.TryGetProperty("Condition", out var json)) return [];
        if (json.ValueKind != JsonValueKind.Object) throw PolicyGrammar.Syntax(kind, PolicyGrammar.InvalidJson);
        return [.. json.EnumerateObject().SelectMany(o => Lines(o, kind))];
    }

    private static IEnumerable<Condition> Lines(JsonProperty json, PolicyKind kind)
    {
        if (!ConditionOperator.TryParse(json.Name, out var comparison)) throw PolicyGrammar.Syntax(kind, $"Invalid Condition type : {json.Name}");
        if (json.Value.ValueKind != JsonValueKind.Object) throw PolicyGrammar.Syntax(kind, PolicyGrammar.InvalidJson);
        return json.Value.EnumerateObject().Select(key => Line(comparison, key, kind));
    }

    private static Condition Line(ConditionOperator comparison, JsonProperty json, PolicyKind kind)
    {
        if (!json.Name.Contains(':', StringComparison.Ordinal))
            throw new MalformedPolicyException("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        var values = json.Value.ValueKind == JsonValueKind.Array ? json.Value.EnumerateArray().Select(v => Value(v, kind)) : [Value(json.Value, kind)];
        var condition = new Condition(comparison, json.Name, [.. values]);
        return condition.Values.All(v => Comparisons.Accepts(comparison.Comparison, v))
            ? condition
            : throw new MalformedPolicyException("The policy failed legacy parsing");
    }

    private static string Value(JsonElement json, PolicyKind kind) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Number => json.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw PolicyGrammar.Syntax(kind, PolicyGrammar.InvalidJson),
    };
}
