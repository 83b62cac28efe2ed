namespace Aqueduct.ContractTests.Tools;

/// <summary>Debian's PostgreSQL: <c>/usr/lib/postgresql/VERSION/bin</c>.</summary>
internal static class PostgresInstallation
{
    public const string Missing = "PostgreSQL is not installed: apt-get install postgresql";

    /// <summary>The folder of the newest version's programs; null when there is none.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql")
            .Select(version => Path.Combine(version, "bin"))
            .Where(programs => File.Exists(Path.Combine(programs, "initdb")))
            .MaxBy(programs => int.TryParse(Path.GetFileName(Path.GetDirectoryName(programs)), out var version) ? version : 0)
        : null;
}
