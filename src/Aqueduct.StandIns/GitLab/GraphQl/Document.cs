using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.GitLab.GraphQl;

/// <summary>One operation of a GraphQL request.</summary>
/// <param name="Kind"><c>query</c> or <c>mutation</c>.</param>
internal sealed record Operation(string Kind, string? Name, IReadOnlyList<Variable> Variables, IReadOnlyList<Selection> Selections);

internal sealed record Variable(string Name, bool Required, JsonNode? Default);

/// <param name="Key">Name in the answer: the alias, or the field's own.</param>
internal sealed record Selection(string Key, string Field, IReadOnlyDictionary<string, Value> Arguments, IReadOnlyList<Selection> Selections, int Line, int Column);

/// <summary>A value as written: a constant, a variable, a list or an object of values.</summary>
internal abstract record Value
{
    public sealed record Constant(JsonNode? Node) : Value;

    public sealed record OfVariable(string Name) : Value;

    public sealed record Many(IReadOnlyList<Value> Items) : Value;

    public sealed record Input(IReadOnlyDictionary<string, Value> Fields) : Value;

    public JsonNode? Resolve(IReadOnlyDictionary<string, JsonNode?> variables) => this switch
    {
        Constant constant => constant.Node?.DeepClone(),
        OfVariable variable => variables.GetValueOrDefault(variable.Name)?.DeepClone(),
        Many many => new JsonArray([.. many.Items.Select(i => i.Resolve(variables))]),
        // A variable that was not given leaves its field out instead of making it null.
        Input input => new JsonObject(input.Fields.Where(f => f.Value is not OfVariable v || variables.ContainsKey(v.Name)).Select(f => KeyValuePair.Create(f.Key, f.Value.Resolve(variables)))),
        _ => throw new InvalidOperationException($"No such kind of value: {GetType().Name}."),
    };
}
