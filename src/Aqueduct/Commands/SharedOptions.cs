using System.CommandLine;
using Aqueduct.Rendering;

namespace Aqueduct.Commands;

/// <summary>Options that mean the same on every command.</summary>
internal static class SharedOptions
{
    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "The configuration file. Default: ./aqueduct.yaml",
        HelpName = "FILE",
        Recursive = true,
    };

    public static Option<string[]> Set { get; } = new("--set")
    {
        Description = "Overrides one setting, such as aws.region=eu-central-1; repeatable",
        HelpName = "KEY=VALUE",
        Recursive = true,
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [],
    };

    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Shows the stack of an unexpected error",
        Recursive = true,
    };

    /// <summary>For a process that must not outlive the one that started it.</summary>
    public static Option<bool> UntilStdinCloses { get; } = new("--until-stdin-closes") { Recursive = true, Hidden = true };

    public static Option<OutputFormat> Output { get; } = CreateOutput();

    private static Option<OutputFormat> CreateOutput()
    {
        var option = new Option<OutputFormat>("--output")
        {
            Description = "The form of the result on stdout: text or json",
            HelpName = "text|json",
            CustomParser = argument =>
            {
                switch (argument.Tokens[^1].Value)
                {
                    case "text": return OutputFormat.Text;
                    case "json": return OutputFormat.Json;
                    case var other:
                        argument.AddError($"--output '{other}' is neither text nor json.");
                        return default;
                }
            },
        };
        option.CompletionSources.Add("text", "json");
        return option;
    }
}
