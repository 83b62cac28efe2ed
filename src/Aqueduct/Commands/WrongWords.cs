using System.CommandLine;
using Aqueduct.Rendering;

namespace Aqueduct.Commands;

/// <summary>Says which word was not understood, which one is near, and where help is.</summary>
internal static class WrongWords
{
    public static int Explain(ParseResult parsed, Terminal terminal)
    {
        var command = parsed.CommandResult.Command;
        var known = command.Subcommands.Select(c => c.Name)
            .Concat(command.Options.Select(o => o.Name))
            .Concat(SharedNames)
            .ToList();
        foreach (var unknown in parsed.UnmatchedTokens)
        {
            terminal.Error.WriteLine($"{terminal.ErrorPaint.Bad("error:")} '{unknown}' is not a word of '{PathOf(parsed)}'.");
            if (NearestWord.Of(unknown, known) is { } near)
                terminal.Error.WriteLine($"  {terminal.ErrorPaint.Good("fix:")} did you mean '{near}'?");
        }
        if (parsed.UnmatchedTokens.Count is 0)
        {
            foreach (var error in parsed.Errors)
                terminal.Error.WriteLine($"{terminal.ErrorPaint.Bad("error:")} {error.Message}");
        }
        if (command.Subcommands.Count > 0)
            terminal.Error.WriteLine($"Words of '{PathOf(parsed)}': {string.Join(", ", command.Subcommands.Select(c => c.Name))}");
        terminal.Error.WriteLine($"See '{PathOf(parsed)} --help'.");
        return ExitCode.Usage;
    }

    private static IEnumerable<string> SharedNames => [SharedOptions.Config.Name, SharedOptions.Set.Name, SharedOptions.Verbose.Name, "--help"];

    private static string PathOf(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
            names.Push(result.Command is RootCommand ? "aqueduct" : result.Command.Name);
        return string.Join(' ', names);
    }
}
