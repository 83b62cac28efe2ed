using Aqueduct.Setup;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Storage.Sqlite;

/// <summary>Brings the file up to date. The lock on the data folder keeps every other process of ours away meanwhile.</summary>
internal static class SqliteMigration
{
    private const int NotADatabase = 26; // SQLITE_NOTADB

    public static async Task RunAsync(SqliteFile file, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = file.OpenWriter();
            await using var db = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(connection).Options);
            var applied = Has(connection, "name = '__EFMigrationsHistory'") ? (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList() : [];
            MigrationGuard.Check(db, applied, $"file {file.Path}", Has(connection, "name NOT LIKE '\\_\\_EFMigrations%' ESCAPE '\\'"));
            if (applied.Count == db.Database.GetMigrations().Count())
                return;

            // A process killed while migrating leaves its row here, and EF Core would wait for it forever.
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == NotADatabase)
        {
            throw MigrationGuard.NotOurs($"file {file.Path}", e);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                new Failure("database-unusable", $"storage.path: {file.Path} cannot be used: {e.Message}", "Let storage.path name a file this user may write, on a disk with space left."),
                e);
        }
    }

    private static bool Has(SqliteConnection connection, string condition)
    {
        using var query = connection.CreateCommand();
#pragma warning disable CA2100 // the conditions are constants of this file
        query.CommandText = $"SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND {condition})";
#pragma warning restore CA2100
        return (long)query.ExecuteScalar()! == 1;
    }
}
