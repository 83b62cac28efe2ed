using Aqueduct.Setup;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Aqueduct.Server.Storage.Postgres;

/// <summary>Brings the database up to date; servers that start together do it one after the other, and the later ones find nothing to do.</summary>
internal static class PostgresMigration
{
    public const long LockKey = 0x4151_5545_4455_4354; // "AQUEDUCT"; the lock ends with the connection, however that ends
    private const string HistoryExists = $"SELECT to_regclass('\"{MigrationHistory.Table}\"') IS NOT NULL";
    private const string OtherTablesExist =
        $"SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename <> '{MigrationHistory.Table}')";

    public static async Task RunAsync(NpgsqlDataSource server, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await server.OpenConnectionAsync(cancellationToken);
            await ExecuteAsync(connection, "SET statement_timeout = 0", cancellationToken); // a big table takes its time
            await ExecuteAsync(connection, $"SELECT pg_advisory_lock({LockKey})", cancellationToken);
            try
            {
                await MigrateAsync(connection, $"{connection.Host}/{connection.Database}", cancellationToken);
            }
            finally
            {
                await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({LockKey})", CancellationToken.None); // the pool keeps the connection
            }
        }
        catch (NpgsqlException e)
        {
            var where = new NpgsqlConnectionStringBuilder(server.ConnectionString);
            throw new StorageException(
                new Failure(
                    "database-unusable",
                    $"storage.connection_string: PostgreSQL at {where.Host}, database {where.Database}, cannot be used: {e.InnerException?.Message ?? e.Message}",
                    "Check that it runs, and that host, database, user and password are right."),
                e);
        }
    }

    private static async Task MigrateAsync(NpgsqlConnection connection, string where, CancellationToken cancellationToken)
    {
        if (!await MigrationHistory.IsBehindAsync<PostgresDb>(connection, HistoryExists, OtherTablesExist, where, cancellationToken))
            return;
        await using var db = new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(connection).Options);
        db.Database.SetCommandTimeout(0);
        await db.Database.MigrateAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
