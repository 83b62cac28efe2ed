using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.ContractTests.Storage;

/// <summary>An empty storage for each test, on the engine the deriving class names.</summary>
public abstract class StorageContract(StorageEngine engine) : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private AqueductStorage? storage;

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));

    protected StorageOptions Options { get; private set; } = null!;

    protected AqueductStorage Storage => storage!;

    protected IDatabase Database => Storage.Database;

    protected string Folder => folder.FullPath;

    public virtual async ValueTask InitializeAsync()
    {
        Options = await engine.CreateDatabaseAsync();
        await ReopenAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task CloseAsync()
    {
        if (storage is not null)
            await storage.DisposeAsync();
        storage = null;
    }

    protected async Task ReopenAsync()
    {
        await CloseAsync();
        storage = await TryOpenAsync().ShouldOpenAsync();
    }

    /// <summary>Closes the storage and opens it again.</summary>
    protected async Task<Failure> ReopenShouldFailAsync()
    {
        await CloseAsync();
        return await TryOpenAsync().ShouldFailAsync();
    }

    private Task<StorageResult> TryOpenAsync() => AqueductStorage.OpenAsync(Options, Folder, "aqueduct test", Clock, Cancelled);
}
