using Aqueduct.Commands;
using Aqueduct.ContractTests.Storage;
using Aqueduct.Rendering;
using Aqueduct.Server.Storage;

namespace Aqueduct.ContractTests.Server.Settings;

/// <summary>The running server with a small tree: group acme, project acme/shop in it, group acme/platform, project acme/platform/ledger.</summary>
internal sealed class PlantedServer : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private RunningServer server = null!;

    private PlantedServer()
    {
    }

    public RunningServer Server => server;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<PlantedServer> StartAsync()
    {
        var planted = new PlantedServer();
        await using (var storage = await AqueductStorage.OpenAsync(new StorageOptions(), planted.folder.FullPath, "aqueduct test", TimeProvider.System, Cancelled).ShouldOpenAsync())
        {
            await storage.Database.WriteAsync((db, token) =>
            {
                db.TreeGroups.Add(new TreeGroupRow { Id = 1, Name = "Acme", Path = "acme", FullPath = "acme" });
                db.TreeGroups.Add(new TreeGroupRow { Id = 2, ParentId = 1, Name = "Platform", Path = "platform", FullPath = "acme/platform" });
                db.TreeProjects.Add(new TreeProjectRow { Id = 3, GroupId = 2, Name = "Ledger", Path = "ledger", FullPath = "acme/platform/ledger" });
                db.TreeProjects.Add(new TreeProjectRow { Id = 4, GroupId = 1, Name = "Shop", Path = "shop", FullPath = "acme/shop" });
                return db.SaveChangesAsync(token);
            }, Cancelled);
        }

        planted.server = await RunningServer.StartAsync(planted.folder);
        await File.WriteAllTextAsync(planted.folder.File("aqueduct.yaml"), $$"""
            gitlab: { url: https://gitlab.example.test, instance_uid: {{RunningServer.Uid}} }
            aws: { region: us-east-1 }
            server: { public_url: https://aqueduct.example.test }
            """, Cancelled);
        return planted;
    }

    /// <summary>The command line beside the server.</summary>
    public async Task<(int Exit, string Out, string Error)> RunAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal { Out = output, Error = error, In = new Lazy<TextReader>(TextReader.Null) };
        var exit = await CommandLine.RunAsync(words, AllCommands.Create(), new Surroundings(terminal, new Dictionary<string, string>(), folder.FullPath));
        return (exit, output.ToString(), error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }
}
