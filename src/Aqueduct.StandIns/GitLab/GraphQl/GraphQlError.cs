namespace Aqueduct.StandIns.GitLab.GraphQl;

/// <summary>A document GitLab would not execute.</summary>
internal sealed class GraphQlError(string message, int line, int column) : Exception(message)
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}
