using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Aqueduct.Commands;
using Aqueduct.Configuration;

namespace Aqueduct.Tests.Executable;

public sealed class ReferenceTests
{
    [Fact]
    public async Task The_page_of_commands_is_their_help()
    {
        var page = new StringBuilder("# Commands\n\nGenerated from `--help`. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 changes pending "
            + "(`setup plan --detailed-exit-code`), 130 cancelled. Results go to stdout, prose and progress to stderr. With `--output json` a failure is `{\"failures\": [{\"code\", \"detail\", \"fix\"}]}` on stdout, too. "
            + "Every command also takes `--config FILE`, `--set KEY=VALUE`, `--verbose` and `--help`.\n");
        foreach (var words in AllCommands.Create().SelectMany(c => Paths(c, [])))
        {
            using var invocation = new Invocation();
            (await invocation.RunAsync(AllCommands.Create(), [.. words, "--help"])).ShouldBe(ExitCode.Done);
            page.Append($"\n## aqueduct {string.Join(' ', words)}\n\n```text\n{WithoutShared(invocation.Out).Replace(RootCommand.ExecutableName, "aqueduct", StringComparison.Ordinal)}\n```\n");
        }

        page.ToString().ShouldBeCommittedAs("commands.md");
    }

    [Fact]
    public void The_page_of_configuration_is_the_schema()
    {
        var page = new StringBuilder("# Configuration\n\nGenerated from the options. Each key can be given in `aqueduct.yaml`, as a variable "
            + "(`AQUEDUCT__AWS__REGION`) and as a flag (`--set aws.region=…`); the later of these wins. Relative paths count from the file's folder. "
            + "`aqueduct config show --sources` prints what takes effect and why. An unknown key or a wrong value stops the start, and all faults are listed at once.\n");
        foreach (var (section, schema) in JsonNode.Parse(ConfigurationSchema.Write())!["properties"]!.AsObject())
        {
            page.Append($"\n## {section}\n\n{schema!["description"]}\n\n| key | default | meaning |\n|---|---|---|\n");
            foreach (var (key, setting) in schema["properties"]!.AsObject())
                page.Append($"| `{section}.{key}` | {Default(setting!)} | {Meaning(setting!)} |\n");
        }

        page.ToString().ShouldBeCommittedAs("configuration.md");
    }

    private static IEnumerable<string[]> Paths(Command command, string[] parents)
    {
        string[] words = [.. parents, command.Name];
        return command.Subcommands.Count > 0 ? command.Subcommands.SelectMany(c => Paths(c, words)) : [words];
    }

    /// <summary>What every command has is not worth repeating.</summary>
    private static string WithoutShared(string help) => string.Join('\n', help.Trim().Split('\n').Select(l => l.TrimEnd()).Where(l =>
        !l.StartsWith("  --config <FILE>", StringComparison.Ordinal) && !l.StartsWith("  --set <KEY=VALUE>", StringComparison.Ordinal)
        && !l.StartsWith("  --verbose", StringComparison.Ordinal) && !l.StartsWith("  -?, -h, --help", StringComparison.Ordinal))).Replace("Options:\n\n", "", StringComparison.Ordinal);

    private static string Default(JsonNode setting) => setting["default"]?.ToJsonString() is { } text and not "[]" and not "\"\"" ? $"`{text.Trim('"')}`" : "";

    private static string Meaning(JsonNode setting)
    {
        var choices = setting["enum"]?.AsArray().Where(c => c is not null).Select(c => $"`{c}`").ToList();
        var examples = setting["examples"]?.AsArray().Select(e => $"`{(e is JsonValue value && value.TryGetValue(out string? text) ? text : e!.ToJsonString())}`").ToList();
        return string.Join(' ', new[]
        {
            ((string?)setting["description"])!.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal),
            choices is null ? "" : $"One of {string.Join(", ", choices)}.",
            examples is null ? "" : $"Such as {string.Join(", ", examples)}.",
        }.Where(part => part.Length > 0));
    }
}
