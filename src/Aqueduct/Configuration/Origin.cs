namespace Aqueduct.Configuration;

/// <summary>The kinds of sources, lowest first.</summary>
internal enum OriginKind
{
    Default,
    File,
    Environment,
    Flag,
}

/// <summary>Where a value was written.</summary>
/// <param name="Text"><c>aqueduct.yaml:3:11</c> (line and column from 1), the name of the variable, or the flag.</param>
internal sealed record Origin(OriginKind Kind, string Text)
{
    public static Origin Default { get; } = new(OriginKind.Default, "default");
}
