using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.GitLab.GraphQl;

/// <summary>One request: validated as a whole, then executed field by field; a field that is refused becomes null and an error.</summary>
internal sealed class Execution(Operation operation, ObjectType root, IReadOnlyDictionary<string, JsonNode?> variables)
{
    private readonly JsonArray errors = [];

    public JsonObject Run()
    {
        foreach (var missing in operation.Variables.Where(v => v.Required && variables.GetValueOrDefault(v.Name) is null))
            errors.Add(Error($"Variable ${missing.Name} of type was provided invalid value", 1, 1));
        Validate(operation.Selections, root, operation.Kind);
        if (errors.Count > 0) return new JsonObject { ["errors"] = errors };

        var data = Select(new JsonObject(), operation.Selections, root);
        var answer = new JsonObject { ["data"] = data };
        if (errors.Count > 0) answer["errors"] = errors;
        return answer;
    }

    private void Validate(IReadOnlyList<Selection> selections, ObjectType type, string path)
    {
        foreach (var selection in selections.Where(s => s.Field != "__typename"))
        {
            var here = $"{path} {selection.Field}";
            if (!type.Fields.TryGetValue(selection.Field, out var field))
            {
                Refuse(selection, here, $"Field '{selection.Field}' doesn't exist on type '{type.Name}'", "undefinedField");
                continue;
            }
            foreach (var argument in selection.Arguments.Keys.Except(field.Arguments ?? []))
                Refuse(selection, here, $"Field '{selection.Field}' doesn't accept argument '{argument}'", "argumentNotAccepted");
            if (field.Type is null && selection.Selections.Count > 0)
                Refuse(selection, here, $"Selections can't be made on scalars (field '{selection.Field}' returns a scalar but has selections)", "selectionMismatch");
            else if (field.Type is { } child && selection.Selections.Count == 0)
                Refuse(selection, here, $"Field must have selections (field '{selection.Field}' returns {child.Name} but has no selections. Did you mean '{selection.Field} {{ ... }}'?)", "selectionMismatch");
            else if (field.Type is { } type2)
                Validate(selection.Selections, type2, here);
        }
    }

    private JsonObject Select(JsonObject parent, IReadOnlyList<Selection> selections, ObjectType type)
    {
        var result = new JsonObject();
        foreach (var selection in selections)
            result[selection.Key] = selection.Field == "__typename" ? type.Name : Value(parent, selection, type.Fields[selection.Field]);
        return result;
    }

    private JsonNode? Value(JsonObject parent, Selection selection, Field field)
    {
        try
        {
            var arguments = new JsonObject(selection.Arguments.Select(a => KeyValuePair.Create(a.Key, a.Value.Resolve(variables))));
            var value = field.Resolve is { } resolve ? resolve(arguments) : parent[selection.Field];
            return (value, field.Type) switch
            {
                (JsonObject child, { } type) => Select(child, selection.Selections, type),
                (JsonArray list, { } type) => new JsonArray([.. list.Select(i => Select((JsonObject)i!, selection.Selections, type))]),
                _ => value?.DeepClone(),
            };
        }
        catch (FieldRefused refused)
        {
            var error = Error(refused.Message, selection.Line, selection.Column);
            error["path"] = new JsonArray(selection.Key);
            errors.Add(error);
            return null;
        }
    }

    private void Refuse(Selection selection, string path, string message, string code)
    {
        var error = Error(message, selection.Line, selection.Column);
        error["path"] = new JsonArray([.. path.Split(' ').Select(p => JsonValue.Create(p))]);
        error["extensions"] = new JsonObject { ["code"] = code, ["fieldName"] = selection.Field };
        errors.Add(error);
    }

    internal static JsonObject Error(string message, int line, int column) => new()
    {
        ["message"] = message,
        ["locations"] = new JsonArray(new JsonObject { ["line"] = line, ["column"] = column }),
    };
}

/// <summary>A field that the caller may not have; the rest of the request goes on.</summary>
internal sealed class FieldRefused(string message) : Exception(message);
