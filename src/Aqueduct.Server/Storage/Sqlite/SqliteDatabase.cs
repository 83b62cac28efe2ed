using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Aqueduct.Server.Storage.Sqlite;

internal sealed class SqliteDatabase(SqliteFile file) : IDatabase
{
    private readonly SqliteWriter writer = new(file);
    private readonly PooledDbContextFactory<SqliteDb> readers = new(new DbContextOptionsBuilder<SqliteDb>()
        .UseSqlite(file.ReaderConnectionString)
        .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        .Options);

    public bool IsShared => false;

    public Task MigrateAsync(CancellationToken cancellationToken) => SqliteMigration.RunAsync(file, cancellationToken);

    public async Task<T> ReadAsync<T>(Func<AqueductDb, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await read(db, cancellationToken);
    }

    public Task<T> WriteAsync<T>(Func<AqueductDb, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        writer.WriteAsync(write, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        file.CloseReaders(); // before the writer: the last one to close tidies the write-ahead log, and readers cannot
        await writer.DisposeAsync();
    }
}
