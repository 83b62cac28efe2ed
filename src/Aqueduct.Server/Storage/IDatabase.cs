namespace Aqueduct.Server.Storage;

/// <summary>The one way to the data: SQLite with a single writer thread, or PostgreSQL.</summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>Whether other processes may write to it as well: PostgreSQL. SQLite's file belongs to this process alone.</summary>
    bool IsShared { get; }

    /// <summary>Applies pending migrations under our own lock.</summary>
    /// <exception cref="StorageException">The database is another program's, a newer version's, or cannot be reached.</exception>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Sees what was committed before; changes nothing, and what it returns is not tracked.</summary>
    Task<T> ReadAsync<T>(Func<AqueductDb, CancellationToken, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>
    /// Runs <paramref name="write"/> in a transaction that is durable when the task ends; on SQLite several writes may share one commit.
    /// The delegate must be repeatable: a serialization failure runs it again. It works on its context alone, briefly: others wait for it.
    /// </summary>
    Task<T> WriteAsync<T>(Func<AqueductDb, CancellationToken, Task<T>> write, CancellationToken cancellationToken);
}
