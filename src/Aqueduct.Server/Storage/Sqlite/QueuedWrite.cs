namespace Aqueduct.Server.Storage.Sqlite;

/// <summary>A write waiting for the writer; its caller waits until the commit that holds it.</summary>
internal abstract class QueuedWrite
{
    public abstract Task RunAsync(AqueductDb db);

    /// <summary>The commit is durable.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

internal sealed class QueuedWrite<T>(Func<AqueductDb, CancellationToken, Task<T>> write, CancellationToken cancellationToken) : QueuedWrite
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Done => done.Task;

    public override async Task RunAsync(AqueductDb db)
    {
        cancellationToken.ThrowIfCancellationRequested();
        result = await write(db, cancellationToken);
    }

    public override void Complete() => done.TrySetResult(result!);

    public override void Fail(Exception exception)
    {
        if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
            done.TrySetCanceled(cancellationToken);
        else
            done.TrySetException(exception);
    }
}
