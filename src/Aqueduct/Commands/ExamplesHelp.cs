using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Aqueduct.Commands;

/// <summary>The help page of a command, with its examples at the end.</summary>
internal sealed class ExamplesHelp(HelpAction page) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        page.Invoke(parseResult);
        if (parseResult.CommandResult.Command is AqueductCommand { Examples: { Count: > 0 } examples })
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
