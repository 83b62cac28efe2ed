using System.Diagnostics;
using Npgsql;

namespace Aqueduct.ContractTests.Tools;

/// <summary>
/// A PostgreSQL of this test run, on a Unix socket in a folder of its own. A shell starts it, and stops it as soon as its standard input
/// ends: also when the tests are killed, no server stays behind.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Script = """
        set -e
        as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
        # Whoever stops the tests signals this shell too, and then nobody reads what it says; it still has a server to stop.
        trap '' HUP INT TERM PIPE
        folder=$(as mktemp -d /tmp/aqueduct-postgres-XXXXXX)
        trap 'cd /; as "$0/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1; rm -rf "$folder"' EXIT
        chmod 755 "$folder"
        cd "$folder"
        as "$0/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --no-locale --no-sync >&2
        as "$0/pg_ctl" -D "$folder/data" -w -l "$folder/log" -o "-k $folder -h '' -c max_connections=200" start >&2
        echo "$folder"
        read -r _ || true
        """;

    private readonly Process shell;
    private readonly string socketFolder;
    private int databases;

    private PostgresServer(Process shell, string socketFolder) => (this.shell, this.socketFolder) = (shell, socketFolder);

    public static async Task<PostgresServer> StartAsync(string programs)
    {
        var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script, programs])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = shell.StandardError.ReadToEndAsync();
        return await shell.StandardOutput.ReadLineAsync() is { } folder
            ? new PostgresServer(shell, folder)
            : throw new InvalidOperationException($"PostgreSQL did not start: {await errors}");
    }

    /// <returns>The connection string of a new, empty database.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
    }

    private string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = socketFolder, Database = database, Username = "postgres" }.ConnectionString;
}
