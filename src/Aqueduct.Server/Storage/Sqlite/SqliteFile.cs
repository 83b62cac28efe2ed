using Microsoft.Data.Sqlite;

namespace Aqueduct.Server.Storage.Sqlite;

/// <summary>The database file and the ways to open it.</summary>
internal sealed class SqliteFile(string path)
{
    public string Path { get; } = path;

    /// <summary>Readers come from the driver's pool and cannot write.</summary>
    public string ReaderConnectionString { get; } =
        new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly }.ToString();

    /// <summary>
    /// A connection that may write; WAL lets readers go on meanwhile, <c>synchronous=FULL</c> makes a commit outlive a power cut.
    /// The busy timeout is for other programs (a backup, a shell): of ours there is one writer.
    /// </summary>
    public SqliteConnection OpenWriter()
    {
        CreatePrivate();
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, ForeignKeys = true }.ToString());
        try
        {
            connection.Open();
            using var pragmas = connection.CreateCommand();
            pragmas.CommandText = "PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";
            pragmas.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Closes the readers that wait in the pool.</summary>
    public void CloseReaders()
    {
        using var any = new SqliteConnection(ReaderConnectionString);
        SqliteConnection.ClearPool(any);
    }

    /// <summary>SQLite would create the file readable by all; its <c>-wal</c> and <c>-shm</c> files take over the mode of the file.</summary>
    private void CreatePrivate()
    {
        if (File.Exists(Path))
            return;
        using var created = new FileStream(Path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }
}
