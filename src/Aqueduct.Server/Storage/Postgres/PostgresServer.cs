using Aqueduct.Setup;
using Npgsql;

namespace Aqueduct.Server.Storage.Postgres;

/// <summary>Where PostgreSQL is, from <c>storage.connection_string</c> or its file.</summary>
internal static class PostgresServer
{
    // Given before the operator's own options, so that theirs win.
    private const string Defaults = "-c statement_timeout=30s -c timezone=UTC";

    /// <param name="baseFolder">Folder of the configuration file.</param>
    public static NpgsqlDataSource Connect(StorageOptions options, string baseFolder)
    {
        var builder = Parse(Read(options, baseFolder));
        builder.ApplicationName ??= "aqueduct";
        builder.Options = $"{Defaults} {builder.Options}".TrimEnd();
        return new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
    }

    private static string Read(StorageOptions options, string baseFolder)
    {
        switch (options)
        {
            case { ConnectionString: not null, ConnectionStringFile: not null }:
                throw Refused("storage.connection_string and storage.connection_string_file are both set.", "Keep one of them.");
            case { ConnectionString: { } text }:
                return text;
            case { ConnectionStringFile: null }:
                throw Refused("storage.kind is postgres, but there is no storage.connection_string.", "Set storage.connection_string_file to a file that holds it.");
        }
        var path = Path.GetFullPath(options.ConnectionStringFile, Path.GetFullPath(baseFolder));
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused($"storage.connection_string_file: {path} cannot be read: {e.Message}", "Let it name a file this user may read.", e);
        }
    }

    private static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException) // its message may quote the password: not passed on
        {
            throw Refused("storage.connection_string is not a connection string of PostgreSQL's.", "Write it as: Host=db;Database=aqueduct;Username=aqueduct;Password=…");
        }
    }

    private static StorageException Refused(string detail, string fix, Exception? cause = null) =>
        new(new Failure("storage-connection-wrong", detail, fix), cause);
}
