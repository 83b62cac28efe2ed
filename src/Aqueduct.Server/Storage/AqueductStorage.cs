using System.Diagnostics.CodeAnalysis;
using Aqueduct.Server.Storage.Postgres;
using Aqueduct.Server.Storage.Secrets;
using Aqueduct.Server.Storage.Sqlite;
using Aqueduct.Setup;

namespace Aqueduct.Server.Storage;

/// <summary>The open storage: data folder locked, database migrated, data keys unwrapped. The same for the server and for offline set-up.</summary>
public sealed class AqueductStorage : IAsyncDisposable
{
    private readonly DataFolderLock folderLock;
    private readonly Sealer sealer;

    private AqueductStorage(DataFolder folder, DataFolderLock folderLock, IDatabase database, Sealer sealer, TimeProvider clock)
    {
        (Folder, this.folderLock, Database, this.sealer) = (folder, folderLock, database, sealer);
        SetupState = new SetupState(database, sealer, clock);
        Instances = new InstanceRegistry(database, clock);
    }

    public DataFolder Folder { get; }

    public IDatabase Database { get; }

    public ISealer Sealer => sealer;

    public ISetupState SetupState { get; }

    public InstanceRegistry Instances { get; }

    /// <param name="baseFolder">Folder of the configuration file.</param>
    /// <param name="command">Who holds the data folder, for the one who finds it locked: <c>aqueduct serve</c>.</param>
    /// <returns>The storage, or what keeps it from being used, such as a folder in use, a lost master key or a newer database.</returns>
    public static async Task<StorageResult> OpenAsync(
        StorageOptions options, string baseFolder, string command, TimeProvider clock, CancellationToken cancellationToken)
    {
        var folder = new DataFolder(options, baseFolder);
        if (!DataFolderLock.TryTake(folder, command, out var folderLock, out var failure))
            return new StorageResult(failure);
        IDatabase? database = null;
        try
        {
            database = Connect(options, folder, baseFolder, clock);
            await database.MigrateAsync(cancellationToken);
            var sealer = await DataKeys.OpenAsync(database, folder.MasterKeyFile, clock, cancellationToken);
            return new StorageResult(new AqueductStorage(folder, folderLock, database, sealer, clock));
        }
        catch (Exception e)
        {
            if (database is not null)
                await database.DisposeAsync();
            folderLock.Dispose();
            if (e is StorageException refused)
                return new StorageResult(refused.Failure);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        sealer.Dispose();
        folderLock.Dispose();
    }

    private static IDatabase Connect(StorageOptions options, DataFolder folder, string baseFolder, TimeProvider clock) => options.Kind switch
    {
        StorageKind.Postgres => new PostgresDatabase(PostgresServer.Connect(options, baseFolder), clock),
        _ => new SqliteDatabase(new SqliteFile(folder.DatabaseFile)),
    };
}

/// <summary>The open storage, or the failure a person must cure first.</summary>
public sealed class StorageResult
{
    private readonly AqueductStorage? storage;
    private readonly Failure? failure;

    internal StorageResult(AqueductStorage storage) => this.storage = storage;

    internal StorageResult(Failure failure) => this.failure = failure;

    public bool TryGet([NotNullWhen(true)] out AqueductStorage? storage, [NotNullWhen(false)] out Failure? failure)
    {
        (storage, failure) = (this.storage, this.failure);
        return storage is not null;
    }
}
