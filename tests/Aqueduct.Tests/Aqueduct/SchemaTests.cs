using System.Text.Json.Nodes;
using Aqueduct.Configuration;

namespace Aqueduct.Tests.Executable;

public sealed class SchemaTests
{
    [Fact]
    public void The_schema_is_the_committed_one()
    {
        var baseline = File.ReadAllText(Path.Combine(RepositoryFolder(), "docs/reference/aqueduct.schema.json"));

        ConfigurationSchema.Write().ShouldBe(baseline.TrimEnd('\n'),
            "The options changed. When that is meant: aqueduct config schema > docs/reference/aqueduct.schema.json");
    }

    [Fact]
    public void Every_setting_and_section_is_described()
    {
        var sections = JsonNode.Parse(ConfigurationSchema.Write())!["properties"]!.AsObject();

        var silent = sections.SelectMany(s => s.Value!["properties"]!.AsObject().Select(p => (Key: $"{s.Key}.{p.Key}", Schema: p.Value!)).Append((Key: s.Key, Schema: s.Value!)))
            .Where(entry => string.IsNullOrWhiteSpace((string?)entry.Schema["description"]))
            .Select(entry => entry.Key);

        silent.ShouldBeEmpty();
    }

    [Fact]
    public void Every_rule_belongs_to_a_setting() =>
        SettingRules.Keys.Except(OptionsModel.Instance.Settings.Select(s => s.Key)).ShouldBeEmpty();

    [Fact]
    public void Defaults_and_examples_keep_their_own_rules()
    {
        var broken =
            from setting in OptionsModel.Instance.Settings
            from text in setting.Rule.Examples.Concat(setting.Kind is SettingKind.Text && setting.Default is string d ? [d] : [])
            where setting.Rule.Check(text) is not null
            select $"{setting.Key}: {text}";

        broken.ShouldBeEmpty();
    }

    private static string RepositoryFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Aqueduct.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
