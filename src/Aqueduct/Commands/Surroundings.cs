using System.CommandLine;
using Aqueduct.Rendering;

namespace Aqueduct.Commands;

/// <summary>What a command meets outside of its words; tests pass their own.</summary>
internal sealed class Surroundings : InvocationConfiguration
{
    public Surroundings(Terminal terminal, IReadOnlyDictionary<string, string> environment, string workingFolder)
    {
        (Terminal, Environment, WorkingFolder) = (terminal, environment, workingFolder);
        (Output, Error) = (terminal.Out, terminal.Error);
        EnableDefaultExceptionHandler = false;
        ProcessTerminationTimeout = null; // CommandLine cancels on signals itself, so that 130 is ours to give
    }

    public Terminal Terminal { get; }

    public IReadOnlyDictionary<string, string> Environment { get; }

    public string WorkingFolder { get; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
