using Aqueduct.GitLab;
using Aqueduct.Server.Storage;
using Aqueduct.Server.Tree;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aqueduct.ContractTests.Server.Tree;

/// <summary>The mirror as one process has it, without the loop.</summary>
internal sealed class Mirror : IDisposable
{
    private readonly IDatabase database;
    private readonly GitLabClient client;

    /// <param name="clock">Of the mirror; calls keep their own time.</param>
    public Mirror(IDatabase database, Uri gitLab, string tokenFile, TimeProvider clock)
    {
        this.database = database;
        client = new GitLabClient(gitLab, tokenFile, new SocketsHttpHandler { UseProxy = false }, TimeProvider.System);
        Changes = new TreeChanges(database, clock);
        Progress = new TreeProgress(database, Changes, clock);
        Sync = new TreeSync(
            new TreeReading(client.Tree, client.Access, new TreePages(database, clock), new TreeRows(database), Changes),
            Changes, Progress, new TreeLimits(), clock, NullLogger<TreeSync>.Instance);
    }

    public TreeChanges Changes { get; }

    public TreeProgress Progress { get; }

    public TreeSync Sync { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Reads what there is to read, or until something holds it up.</summary>
    public async Task<TreeStatus> RunAsync()
    {
        await Sync.RunAsync(Cancelled);
        return await Progress.ReadAsync(Cancelled);
    }

    /// <summary>Reads again what GitLab's hook told of.</summary>
    public async Task<TreeStatus> ReadAgainAsync(params TreeItem[] items)
    {
        foreach (var item in items)
            await Changes.NoteAsync(item, Cancelled);
        return await RunAsync();
    }

    /// <summary>All rows as <c>kind id in parent: full path</c>.</summary>
    public Task<List<string>> RowsAsync() => database.ReadAsync(
        async (db, token) =>
        {
            var groups = await db.TreeGroups.OrderBy(g => g.Id).ToListAsync(token);
            var projects = await db.TreeProjects.OrderBy(p => p.Id).ToListAsync(token);
            return groups.Select(g => $"group {g.Id} in {g.ParentId}: {g.FullPath} ({g.Path}, {g.Name})")
                .Concat(projects.Select(p => $"project {p.Id} in {p.GroupId}: {p.FullPath} ({p.Path}, {p.Name})")).ToList();
        },
        Cancelled);

    public void Dispose()
    {
        Sync.Dispose();
        client.Dispose();
    }
}
