using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aqueduct.Configuration;

/// <summary>The JSON schema of <c>aqueduct.yaml</c>, from the same model and rules that loading uses.</summary>
internal static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write()
    {
        var descriptions = SettingDescriptions.Read();
        var sections = new JsonObject();
        foreach (var section in OptionsModel.Instance.Sections)
            sections[section.Name] = Of(section, descriptions);
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "aqueduct.yaml",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["dependentRequired"] = new JsonObject { ["gitlab"] = new JsonArray("aws"), ["aws"] = new JsonArray("gitlab") },
            ["properties"] = sections,
        }.ToJsonString(Indented);
    }

    private static JsonObject Of(SectionNode section, SettingDescriptions descriptions)
    {
        var settings = new JsonObject();
        foreach (var setting in section.Settings)
            settings[setting.Name] = Of(setting, descriptions);
        return new JsonObject
        {
            ["description"] = descriptions.Of(section.Property.PropertyType),
            ["type"] = new JsonArray("object", "null"),
            ["additionalProperties"] = false,
            ["properties"] = settings,
        };
    }

    private static JsonObject Of(SettingNode setting, SettingDescriptions descriptions)
    {
        var schema = new JsonObject();
        if (descriptions.Of(setting.Property) is { } description)
            schema["description"] = description;
        switch (setting.Kind)
        {
            case SettingKind.Choice:
                schema["enum"] = new JsonArray([.. setting.Choices.Select(c => JsonValue.Create(c)), null]);
                break;
            case SettingKind.Flag:
                schema["type"] = new JsonArray("boolean", "null");
                break;
            case SettingKind.List:
                schema["type"] = new JsonArray("array", "null");
                schema["items"] = new JsonObject { ["type"] = "string" };
                break;
            default:
                schema["type"] = new JsonArray("string", "null");
                break;
        }
        if (setting.Rule.Pattern is { } pattern)
            schema["pattern"] = $"^({pattern})$";
        schema["default"] = SettingNode.Written(setting.Default) switch
        {
            bool flag => flag,
            IReadOnlyList<string> => new JsonArray(),
            var text => (string?)text,
        };
        if (setting.Rule.Examples.Count > 0)
            schema["examples"] = new JsonArray([.. setting.Rule.Examples.Select(e => setting.Kind is SettingKind.List ? (JsonNode)new JsonArray(e) : e)]);
        return schema;
    }
}
