using System.Reflection;
using System.Text.Json;

namespace Aqueduct.Configuration;

/// <summary>The sections and settings of <see cref="AqueductOptions"/>, read once; loading, showing and the schema all walk this.</summary>
internal sealed class OptionsModel
{
    private OptionsModel() => Sections = [.. typeof(AqueductOptions).GetProperties().Select(p => new SectionNode(p))];

    public static OptionsModel Instance { get; } = new();

    public IReadOnlyList<SectionNode> Sections { get; }

    public IEnumerable<SettingNode> Settings => Sections.SelectMany(s => s.Settings);
}

internal sealed class SectionNode
{
    public SectionNode(PropertyInfo property)
    {
        (Property, Name) = (property, Naming.Of(property.Name));
        var defaults = property.GetValue(new AqueductOptions())!;
        Settings = [.. property.PropertyType.GetProperties().Select(p => new SettingNode(this, p, p.GetValue(defaults)))];
    }

    public PropertyInfo Property { get; }

    public string Name { get; }

    public IReadOnlyList<SettingNode> Settings { get; }
}

internal enum SettingKind
{
    Text,
    Flag,
    Choice,
    List,
}

internal sealed class SettingNode
{
    public SettingNode(SectionNode section, PropertyInfo property, object? @default)
    {
        (Section, Property, Default) = (section, property, @default);
        Name = Naming.Of(property.Name);
        Key = $"{section.Name}.{Name}";
        Rule = SettingRules.Of(Key);
        var type = property.PropertyType;
        Choices = type.IsEnum ? [.. Enum.GetNames(type).Select(Naming.Of)] : [];
        Kind = type.IsEnum ? SettingKind.Choice
            : type == typeof(bool) ? SettingKind.Flag
            : type == typeof(IReadOnlyList<string>) ? SettingKind.List
            : type == typeof(string) ? SettingKind.Text
            : throw new NotSupportedException($"{Key}: no setting can have the type {type}.");
    }

    public SectionNode Section { get; }

    public PropertyInfo Property { get; }

    public string Name { get; }

    public string Key { get; }

    public SettingKind Kind { get; }

    /// <summary>Words of the file for the members of the enumeration, in the same order.</summary>
    public IReadOnlyList<string> Choices { get; }

    public object? Default { get; }

    public SettingRule Rule { get; }

    /// <summary>The value of an enumeration as it is written in the file; other values as they are.</summary>
    public static object? Written(object? value) => value is Enum ? Naming.Of(value.ToString()!) : value;
}

internal static class Naming
{
    /// <summary><c>EndpointUrl</c> → <c>endpoint_url</c>; what is written in capitals (<c>ES256</c>) stays.</summary>
    public static string Of(string name) =>
        name.Any(char.IsAsciiLetterLower) ? JsonNamingPolicy.SnakeCaseLower.ConvertName(name) : name;
}
