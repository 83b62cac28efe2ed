using Aqueduct.Setup;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Storage.Sqlite;

/// <summary>Brings the file up to date. The lock on the data folder keeps every other process of ours away meanwhile.</summary>
internal static class SqliteMigration
{
    private const int NotADatabase = 26; // SQLITE_NOTADB
    private const string HistoryExists = $"SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = '{MigrationHistory.Table}')";
    private const string OtherTablesExist =
        $"SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('{MigrationHistory.Table}', '__EFMigrationsLock', 'sqlite_sequence'))";

    public static async Task RunAsync(SqliteFile file, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = file.OpenWriter();
            if (!await MigrationHistory.IsBehindAsync<SqliteDb>(connection, HistoryExists, OtherTablesExist, file.Path, cancellationToken))
                return;

            // A process killed while migrating leaves its row here, and EF Core would wait for it forever.
            await using var db = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(connection).Options);
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == NotADatabase)
        {
            throw MigrationHistory.NotOurs(file.Path, e);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                new Failure("database-unusable", $"storage.path: {file.Path} cannot be used: {e.Message}", "Let storage.path name a file this user may write, on a disk with space left."),
                e);
        }
    }
}
