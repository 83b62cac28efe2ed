using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Aqueduct.Configuration;
using Aqueduct.Rendering;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct config show</c>: every effective value, with <c>--sources</c> also where it comes from.</summary>
internal static partial class ConfigShowCommand
{
    public static Command Create()
    {
        var sources = new Option<bool>("--sources") { Description = "Also prints where each value comes from" };
        return new AqueductCommand("show", "Prints each effective setting; secrets as ***")
        {
            Options = { sources },
            Reports = true,
            Examples =
            [
                "aqueduct config show --sources",
                "aqueduct config show --output json | jq '.settings[] | select(.source != \"default\")'",
            ],
            Run = async (run, cancellationToken) =>
            {
                if (await run.LoadConfigurationAsync(cancellationToken) is not { } configuration)
                    return ExitCode.Usage;
                run.Report(Shown.Of(configuration), ShownJson.Default.Shown,
                    (shown, output, paint) => Write(shown, run.Get(sources), output, paint));
                return ExitCode.Done;
            },
        };
    }

    private static void Write(Shown shown, bool sources, TextWriter output, Paint paint)
    {
        var (keyWidth, valueWidth) = (shown.Settings.Max(s => s.Key.Length), shown.Settings.Max(s => Text(s.Value).Length));
        foreach (var setting in shown.Settings)
        {
            var line = $"{setting.Key.PadRight(keyWidth)}  {Text(setting.Value)}";
            output.WriteLine(sources ? $"{line.PadRight(keyWidth + valueWidth + 4)}{paint.Quiet(setting.Origin)}" : line);
        }
    }

    private static string Text(JsonNode? value) => value switch
    {
        null => "-",
        JsonArray items => $"[{string.Join(", ", items)}]",
        _ => value.ToString(),
    };

    /// <param name="File">Null when everything comes from variables and flags.</param>
    internal sealed record Shown(string? File, IReadOnlyList<ShownSetting> Settings)
    {
        public static Shown Of(AqueductConfiguration configuration) => new(configuration.File, [.. configuration.Settings.Select(ShownSetting.Of)]);
    }

    /// <param name="Source">default, file, environment or flag.</param>
    /// <param name="Origin">File, line and column; the variable; the flag.</param>
    internal sealed record ShownSetting(string Key, JsonNode? Value, string Source, string Origin)
    {
        public static ShownSetting Of(EffectiveSetting setting) => new(setting.Key, Node(setting.Value), Naming.Of(setting.Origin.Kind.ToString()), setting.Origin.Text);

        private static JsonNode? Node(object? value) => value switch
        {
            bool flag => JsonValue.Create(flag),
            IReadOnlyList<string> items => new JsonArray([.. items.Select(i => JsonValue.Create(i))]),
            _ => JsonValue.Create((string?)value),
        };
    }

    [JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(Shown))]
    internal sealed partial class ShownJson : JsonSerializerContext;
}
