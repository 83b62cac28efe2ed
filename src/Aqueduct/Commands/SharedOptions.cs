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

    public static Option<OutputFormat?> Output { get; } = ChoiceOption.Create<OutputFormat>("--output", "The form of the result on stdout. Default: text");
}
