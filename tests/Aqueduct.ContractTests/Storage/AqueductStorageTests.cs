using Aqueduct.Server.Storage;

namespace Aqueduct.ContractTests.Storage;

public sealed class AqueductStorageTests : IDisposable
{
    private readonly TempFolder folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_set_up_remembers_is_there_after_a_restart()
    {
        await using (var storage = await OpenAsync())
            await storage.SetupState.SetAsync("role", """{"arn":"x"}""", Cancelled);

        await using var again = await OpenAsync();
        (await again.SetupState.GetAsync("role", Cancelled)).ShouldBe("""{"arn":"x"}""");
    }

    public void Dispose() => folder.Dispose();

    private Task<StorageResult> TryOpenAsync() =>
        AqueductStorage.OpenAsync(new StorageOptions(), folder.FullPath, "aqueduct test", TimeProvider.System, Cancelled);

    private async Task<AqueductStorage> OpenAsync()
    {
        (await TryOpenAsync()).TryGet(out var storage, out var failure).ShouldBeTrue(failure?.Detail);
        return storage!;
    }
}
