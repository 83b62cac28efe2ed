namespace Aqueduct.Server.Storage;

/// <summary>Where the data lives. Bound from <c>storage:</c>.</summary>
public sealed class StorageOptions
{
    /// <summary><c>sqlite</c>: one file, one server. <c>postgres</c>: a PostgreSQL database, any number of servers.</summary>
    public StorageKind Kind { get; set; } = StorageKind.Sqlite;

    /// <summary>
    /// The SQLite file; relative to the folder of the configuration file. Its folder is the data folder, with <c>postgres</c> as well.
    /// </summary>
    public string Path { get; set; } = "data/aqueduct.db";

    /// <summary>How to reach PostgreSQL, such as <c>Host=db;Database=aqueduct;Username=aqueduct;Password=…</c>. A secret.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>File holding the connection string, instead of <see cref="ConnectionString"/>.</summary>
    public string? ConnectionStringFile { get; set; }

    /// <summary>
    /// File holding the key that protects all stored secrets, mode 0600; created on the first start. Keep a copy apart from the database:
    /// without it the secrets are lost.
    /// </summary>
    public string MasterKeyFile { get; set; } = "data/master.key";
}

public enum StorageKind
{
    Sqlite,
    Postgres,
}
