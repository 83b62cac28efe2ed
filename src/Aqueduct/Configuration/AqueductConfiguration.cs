namespace Aqueduct.Configuration;

/// <summary>The effective configuration: without faults, all paths absolute.</summary>
/// <param name="File">The file it came from, as the user named it; null when there was none.</param>
/// <param name="IsEmbedded">It is the file that a living <c>aqueduct up</c> wrote.</param>
internal sealed record AqueductConfiguration(
    AqueductOptions Options, IReadOnlyList<EffectiveSetting> Settings, string? File, bool IsEmbedded)
{
    /// <summary>Holds the SQLite file, the lock and the Unix socket.</summary>
    public string DataFolder => Path.GetDirectoryName(Options.Storage.Path)!;
}

/// <summary>One setting as it takes effect.</summary>
/// <param name="Value">A string, a bool, a list of strings, or null; never the secret itself.</param>
internal sealed record EffectiveSetting(string Key, object? Value, Origin Origin);
