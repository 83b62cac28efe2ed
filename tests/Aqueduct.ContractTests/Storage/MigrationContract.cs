using Aqueduct.ContractTests.Tools;
using Aqueduct.Server.Storage.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Aqueduct.ContractTests.Storage;

public sealed class SqliteMigrationTests() : MigrationContract(new SqliteEngine())
{
    [Fact]
    public async Task A_lock_left_by_a_killed_migration_does_not_hang_the_start()
    {
        await ExecuteAsync("""
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00');
            DELETE FROM "__EFMigrationsHistory"; DROP TABLE setup_state; DROP TABLE data_keys; DROP TABLE signing_keys; DROP TABLE instances;
            DROP TABLE gateway_events; DROP TABLE tree_groups; DROP TABLE tree_projects; DROP TABLE tree_changes; DROP TABLE tree_sync; DROP TABLE sign_in_sessions;
            DROP TABLE hooks; DROP TABLE availability; DROP TABLE api_tokens; DROP TABLE audit_entries; DROP TABLE audit_people;
            DROP TABLE audit_chain; DROP TABLE audit_checkpoints;
            """);
        await ReopenAsync();
        await Storage.SetupState.SetAsync("works", "{}", Cancelled);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        await CloseAsync();
        var path = Path.Combine(Folder, "data", "aqueduct.db");
        await File.WriteAllTextAsync(path, new string('x', 4096), Cancelled);

        (await ReopenShouldFailAsync()).Code.ShouldBe("database-not-ours");
        (await File.ReadAllTextAsync(path, Cancelled)).ShouldBe(new string('x', 4096));
    }

    [Fact]
    public async Task The_database_is_readable_by_its_owner_alone()
    {
        await Storage.SetupState.SetAsync("a", "{}", Cancelled); // by now there are -wal and -shm files too
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, "data")))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        File.GetUnixFileMode(Path.Combine(Folder, "data")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

public sealed class PostgresMigrationTests(PostgresFixture server) : MigrationContract(new PostgresEngine(server))
{
    [Fact]
    public async Task A_server_waits_while_another_one_migrates()
    {
        await using var other = new NpgsqlConnection(Options.ConnectionString);
        await other.OpenAsync(Cancelled);
        await AskAsync(other, $"SELECT pg_advisory_lock({PostgresMigration.LockKey}) IS NULL");

        var migrating = Database.MigrateAsync(Cancelled);
        while (!await AskAsync(other, "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)"))
            migrating.IsCompleted.ShouldBeFalse("it did not wait");

        await AskAsync(other, $"SELECT pg_advisory_unlock({PostgresMigration.LockKey})");
        await migrating;
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_without_the_password()
    {
        Options.ConnectionString = $"Host={Folder};Database=nowhere;Username=u;Password=very-secret";
        var failure = await ReopenShouldFailAsync();

        failure.Code.ShouldBe("database-unusable");
        failure.Detail.ShouldContain($"PostgreSQL at {Folder}, database nowhere");
        failure.ToString().ShouldNotContain("very-secret");
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string question)
    {
        await using var query = new NpgsqlCommand(question, connection);
        return (bool)(await query.ExecuteScalarAsync(Cancelled))!;
    }
}

/// <summary>Which databases are taken, and which are refused untouched.</summary>
public abstract class MigrationContract(StorageEngine engine) : StorageContract(engine)
{
    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await ExecuteAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Future', '99.0.0')""");
        var failure = await ReopenShouldFailAsync();

        failure.Code.ShouldBe("database-newer");
        failure.Detail.ShouldContain("29990101000000_Future");
    }

    [Fact]
    public async Task A_database_with_tables_of_another_program_is_refused()
    {
        await ExecuteAsync("""DROP TABLE "__EFMigrationsHistory" """);
        (await ReopenShouldFailAsync()).Code.ShouldBe("database-not-ours");
    }

    [Fact]
    public async Task A_database_with_another_programs_migrations_is_refused()
    {
        await ExecuteAsync("""UPDATE "__EFMigrationsHistory" SET "MigrationId" = "MigrationId" || '_Theirs'""");
        (await ReopenShouldFailAsync()).Code.ShouldBe("database-not-ours");
    }

    [Fact]
    public async Task The_model_has_no_change_without_a_migration() =>
        (await Database.ReadAsync((db, _) => Task.FromResult(db.Database.HasPendingModelChanges()), Cancelled)).ShouldBeFalse();

    protected Task ExecuteAsync(string sql) =>
        Database.WriteAsync((db, token) => db.Database.ExecuteSqlRawAsync(sql, token), Cancelled);
}
