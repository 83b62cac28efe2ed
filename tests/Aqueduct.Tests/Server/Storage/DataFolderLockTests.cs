using Aqueduct.Server.Storage;
using Aqueduct.Setup;

namespace Aqueduct.Tests.Server.Storage;

public sealed class DataFolderLockTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("aqueduct-test-").FullName;

    private DataFolder Folder => new(new StorageOptions(), root);

    [Fact]
    public void Relative_paths_count_from_the_configuration_file()
    {
        var folder = new DataFolder(new StorageOptions { Path = "d/x.db", MasterKeyFile = "/run/secrets/key" }, root);
        folder.FullPath.ShouldBe(Path.Combine(root, "d"));
        folder.DatabaseFile.ShouldBe(Path.Combine(root, "d", "x.db"));
        folder.MasterKeyFile.ShouldBe("/run/secrets/key");
        folder.File("aqueduct.sock").ShouldBe(Path.Combine(root, "d", "aqueduct.sock"));
    }

    [Fact]
    public void The_second_one_is_told_who_holds_the_folder_and_how_to_go_on()
    {
        using var first = Take("aqueduct serve");

        DataFolderLock.TryTake(Folder, "aqueduct setup apply", out _, out var failure).ShouldBeFalse();
        failure.ShouldBe(new Failure(
            "data-folder-in-use",
            $"The data folder {Folder.FullPath} is used by process {Environment.ProcessId} (aqueduct serve).",
            $"Wait until it ends, or stop it: kill {Environment.ProcessId}"));
    }

    [Fact]
    public void A_released_folder_can_be_taken_again()
    {
        Take("aqueduct serve").Dispose();
        using var second = Take("aqueduct setup");
        File.Exists(Folder.File("aqueduct.lock")).ShouldBeTrue();
    }

    [Fact]
    public void Of_many_that_try_at_once_one_wins()
    {
        using var start = new Barrier(8);
        var taken = new DataFolderLock?[8];
        var threads = Enumerable.Range(0, taken.Length).Select(n => new Thread(() =>
        {
            start.SignalAndWait();
            DataFolderLock.TryTake(Folder, $"aqueduct {n}", out taken[n], out _);
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());

        taken.Count(t => t is not null).ShouldBe(1);
        taken.Single(t => t is not null)!.Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_said()
    {
        File.WriteAllText(Path.Combine(root, "data"), "a file");
        DataFolderLock.TryTake(Folder, "aqueduct serve", out _, out var failure).ShouldBeFalse();
        failure!.Code.ShouldBe("data-folder-unusable");
        failure.Detail.ShouldContain(Path.Combine(root, "data"));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private DataFolderLock Take(string command)
    {
        DataFolderLock.TryTake(Folder, command, out var taken, out var failure).ShouldBeTrue(failure?.Detail);
        return taken!;
    }
}
