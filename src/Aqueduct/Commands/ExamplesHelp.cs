using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Aqueduct.Commands;

/// <summary>The help page of a command, with its examples at the end.</summary>
internal sealed class ExamplesHelp(HelpAction page) : SynchronousCommandLineAction
{
    private static readonly IReadOnlyList<string> OfRoot =
    [
        "aqueduct config show --sources                      every setting and where it comes from",
        "AQUEDUCT__AWS__REGION=eu-west-1 aqueduct config show",
        "aqueduct config show --help                         help and examples of one command",
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        page.Invoke(parseResult);
        var examples = parseResult.CommandResult.Command switch
        {
            AqueductCommand command => command.Examples,
            RootCommand => OfRoot,
            _ => [],
        };
        if (examples.Count > 0)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples)
                output.WriteLine($"  {example}");
            output.WriteLine();
        }
        return ExitCode.Done;
    }
}
