using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Aqueduct.Server.Storage.Postgres;

/// <summary>Each write is a serializable transaction, as SQLite's single writer makes it; one that loses a conflict runs again.</summary>
internal sealed class PostgresDatabase(NpgsqlDataSource server, TimeProvider clock) : IDatabase
{
    private const int MostAttempts = 10;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);

    private readonly PooledDbContextFactory<PostgresDb> contexts =
        new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(server).Options);

    public bool IsShared => true;

    public Task MigrateAsync(CancellationToken cancellationToken) => PostgresMigration.RunAsync(server, cancellationToken);

    public async Task<T> ReadAsync<T>(Func<AqueductDb, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await read(db, cancellationToken);
    }

    public async Task<T> WriteAsync<T>(Func<AqueductDb, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(write, cancellationToken);
            }
            catch (Exception e) when (attempt < MostAttempts && LostConflict(e))
            {
                var longest = FirstPause * (1 << attempt);
                await Task.Delay(longest * Random.Shared.NextDouble(), clock, cancellationToken); // jitter, or the same writes meet again
            }
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<T> WriteOnceAsync<T>(Func<AqueductDb, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        var result = await write(db, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None); // cancelled half-way, nobody would know whether it is stored
        return result;
    }

    /// <summary>EF Core wraps what the server says, sometimes twice.</summary>
    private static bool LostConflict(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected })
                return true;
        }
        return false;
    }
}
