using Aqueduct.ContractTests.Setup;
using Aqueduct.ContractTests.Storage;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Server.Storage;
using Aqueduct.StandIns.GitLab.Rehearsal;

namespace Aqueduct.ContractTests.Server.Tree;

/// <summary>A process is killed in the middle of the first reading.</summary>
public sealed class KilledMirrorTests : IDisposable
{
    private readonly TempFolder folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET /groups", 3)]
    [InlineData("GET /projects", 2)]
    public async Task The_next_process_asks_only_for_what_is_left(string route, int page)
    {
        await using var gitLab = await GitLabSetupWorld.StartAsync(new() { Urls = ["http://127.0.0.1:0"], GeneratedGroups = 330, GeneratedProjects = 330 });
        var held = gitLab.GitLab.Faults.Add(new GitLabFault(GitLabFaultKind.Hold, route, nth: page));
        using (var child = ChildProcess.Start(MirrorAsync, $"{folder.FullPath} {gitLab.GitLab.Url} {gitLab.TokenFile}"))
        {
            await held.Reached.WaitAsync(Cancelled);
            await child.KillAsync(Cancelled);
        }

        gitLab.GitLab.Faults.Clear();
        await using var storage = await OpenAsync(folder.FullPath).ShouldOpenAsync();
        using var mirror = new Mirror(storage.Database, gitLab.GitLab.Url, gitLab.TokenFile, TimeProvider.System);
        var status = await mirror.RunAsync();

        (status.IsComplete, status.Groups, status.Projects).ShouldBe((true, 332, 332));
        gitLab.GitLab.Requests.Count(r => r.Route is "GET /groups" or "GET /projects").ShouldBe(4 + 4 + 1, "the one that was held is asked again");
    }

    public void Dispose() => folder.Dispose();

    private static Task<StorageResult> OpenAsync(string folder) =>
        AqueductStorage.OpenAsync(new StorageOptions(), folder, "aqueduct test", TimeProvider.System, CancellationToken.None);

    private static async Task MirrorAsync(string argument)
    {
        var words = argument.Split(' ');
        await using var storage = await OpenAsync(words[0]).ShouldOpenAsync();
        using var mirror = new Mirror(storage.Database, new Uri(words[1]), words[2], TimeProvider.System);
        await mirror.RunAsync();
    }
}
