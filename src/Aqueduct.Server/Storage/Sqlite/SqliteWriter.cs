using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Storage.Sqlite;

/// <summary>
/// The only writer of the file. Steps: 1. take all writes that wait; 2. begin one transaction; 3. run each write inside a savepoint, and
/// undo only that one when it fails; 4. commit, which waits for the disk once; 5. let all callers go on.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int LargestBatch = 256;
    private const string Savepoint = "one_write";

    private readonly SqliteFile file;
    private readonly Channel<QueuedWrite> queue = Channel.CreateUnbounded<QueuedWrite>(new UnboundedChannelOptions { SingleReader = true });
    private readonly AsyncLocal<bool> insideWrite = new();
    private readonly Task running;
    private SqliteConnection? connection;
    private SqliteDb? db;

    public SqliteWriter(SqliteFile file)
    {
        this.file = file;
        running = Task.Run(RunAsync);
    }

    public Task<T> WriteAsync<T>(Func<AqueductDb, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        if (insideWrite.Value)
            throw new InvalidOperationException("A write inside a write would wait for itself; use the context of the outer one.");
        var queued = new QueuedWrite<T>(write, cancellationToken);
        ObjectDisposedException.ThrowIf(!queue.Writer.TryWrite(queued), this);
        return queued.Done;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await running;
        Close();
    }

    private async Task RunAsync()
    {
        insideWrite.Value = true;
        var batch = new List<QueuedWrite>();
        while (await queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && queue.Reader.TryRead(out var write))
                batch.Add(write);
            await CommitAsync(batch);
            batch.Clear();
        }
    }

    private async Task CommitAsync(List<QueuedWrite> batch)
    {
        try
        {
            connection ??= file.OpenWriter();
            await using var transaction = connection.BeginTransaction();
            foreach (var write in batch)
                await RunAsync(write, transaction);
            await transaction.CommitAsync();
        }
        catch (Exception e) // the disk is full or broken: nothing of this batch is stored, and the next one begins on a fresh connection
        {
            Close();
            foreach (var write in batch)
                write.Fail(e);
            return;
        }
        foreach (var write in batch)
            write.Complete();
    }

    private async Task RunAsync(QueuedWrite write, SqliteTransaction transaction)
    {
        db ??= Context(transaction);
        await db.Database.UseTransactionAsync(transaction);
        await transaction.SaveAsync(Savepoint);
        try
        {
            await write.RunAsync(db);
            db.ChangeTracker.Clear();
        }
        catch (Exception e)
        {
            write.Fail(e);
            await transaction.RollbackAsync(Savepoint);
            await db.DisposeAsync(); // what the failed write left in it must not reach its neighbours
            db = null;
        }
        await transaction.ReleaseAsync(Savepoint);
    }

    private static SqliteDb Context(SqliteTransaction transaction)
    {
        var context = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(transaction.Connection!).Options);
        context.Database.AutoSavepointsEnabled = false; // each write already has one
        return context;
    }

    private void Close()
    {
        db?.Dispose();
        connection?.Dispose();
        (db, connection) = (null, null);
    }
}
