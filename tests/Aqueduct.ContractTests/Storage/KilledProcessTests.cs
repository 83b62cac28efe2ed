using System.Globalization;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Server.Storage;

namespace Aqueduct.ContractTests.Storage;

/// <summary>Two processes on one data folder, one of which is killed.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private readonly TempFolder folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_process_is_told_who_holds_the_folder_and_gets_it_when_that_one_is_killed()
    {
        using var child = ChildProcess.Start(HoldFolderAsync, folder.FullPath);
        await child.ReadAsync(Cancelled);

        var failure = await OpenAsync(folder.FullPath).ShouldFailAsync();
        failure.Code.ShouldBe("data-folder-in-use");
        failure.Detail.ShouldBe($"The data folder {folder.File("data")} is used by process {child.Id} (aqueduct test).");
        failure.Fix.ShouldContain($"kill {child.Id}");

        await child.KillAsync(Cancelled);
        await using var storage = await OpenAsync(folder.FullPath).ShouldOpenAsync();
    }

    [Fact]
    public async Task Every_write_that_returned_survives_the_kill_of_its_process()
    {
        var returned = new List<string>();
        using (var child = ChildProcess.Start(WriteForeverAsync, folder.FullPath))
        {
            while (returned.Count < 100)
                returned.Add(await child.ReadAsync(Cancelled));
            await child.KillAsync(Cancelled); // in the middle of other writes
        }

        await using var storage = await OpenAsync(folder.FullPath).ShouldOpenAsync();
        foreach (var key in returned)
            (await storage.SetupState.GetAsync(key, Cancelled)).ShouldBe("{}", key);
    }

    public void Dispose() => folder.Dispose();

    private static Task<StorageResult> OpenAsync(string folder) =>
        AqueductStorage.OpenAsync(new StorageOptions(), folder, "aqueduct test", TimeProvider.System, Cancelled);

    private static async Task HoldFolderAsync(string folder)
    {
        await using var storage = await OpenAsync(folder).ShouldOpenAsync();
        ChildProcess.Say("open");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
    }

    private static async Task WriteForeverAsync(string folder)
    {
        await using var storage = await OpenAsync(folder).ShouldOpenAsync();
        var speaking = new Lock();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var number = 0; ; number++)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{writer}-{number}");
                await storage.SetupState.SetAsync(key, "{}", CancellationToken.None);
                lock (speaking)
                    ChildProcess.Say(key);
            }
        }));
    }
}
