using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Setup;
using Aqueduct.ContractTests.Storage;
using Aqueduct.Local;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.StandIns.GitLab.Rehearsal;

namespace Aqueduct.ContractTests.Server.Tree;

/// <summary>The whole way: set-up makes the system hook, GitLab tells it, the server reads again what it was told of.</summary>
public sealed class MirrorByHookTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private GitLabSetupWorld gitLab = null!;
    private RunningServer server = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        gitLab = await GitLabSetupWorld.StartAsync();
        server = await RunningServer.StartAsync(
            folder, beside: new(gitLab.GitLab.Url, gitLab.TokenFile, "https://aqueduct.example.test", () => new SocketsHttpHandler { UseProxy = false }));
        using var local = (await LocalServer.TryConnectAsync(Path.GetDirectoryName(server.Server.SocketPath)!, Cancelled))!;
        var settings = GitLabSetupWorld.Settings(gitLab.GitLab.Url.ToString(), gitLab.TokenFile, server.Http.BaseAddress!.ToString());
        SetupSession.Open(settings, () => Installation.Transport(new NetworkOptions()), new RemoteSetupState(local), GitLabSetupWorld.NoTokens.Instance, TimeProvider.System)
            .TryGet(out var session, out _).ShouldBeTrue();
        using (session)
        {
            (await session!.PlanAsync(Cancelled)).TryGet(out var plan, out _).ShouldBeTrue();
            (await session.ApplyAsync(plan!, null, Cancelled)).Failure.ShouldBeNull();
        }
    }

    public async ValueTask DisposeAsync()
    {
        gitLab.GitLab.Faults.Clear();
        await server.DisposeAsync();
        await gitLab.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("POST", "projects", """{"name": "New", "namespace_id": 1}""", "GET /projects/:id")]
    [InlineData("PUT", "projects/1", """{"path": "store"}""", "GET /projects/:id")]
    [InlineData("PUT", "projects/1/transfer", """{"namespace": "acme/platform"}""", "GET /projects/:id")]
    [InlineData("DELETE", "projects/2", "{}", "GET /projects/:id")]
    [InlineData("POST", "groups", """{"name": "New", "path": "new", "parent_id": 2}""", "GET /groups/:id")]
    [InlineData("PUT", "groups/2", """{"path": "platforms"}""", "GET /groups/:id")]
    [InlineData("DELETE", "groups/2", "{}", "GET /groups/:id")]
    public async Task What_GitLab_tells_of_is_read_again_from_GitLab(string method, string path, string body, string asked)
    {
        var reading = gitLab.GitLab.Faults.Add(new GitLabFault(GitLabFaultKind.Hold, asked));

        await gitLab.SendAsync(new HttpMethod(method), path, JsonNode.Parse(body)!.AsObject());
        await gitLab.GitLab.HooksSentAsync();

        await reading.Reached.WaitAsync(Cancelled);
        var status = await server.Local.GetFromJsonAsync<JsonNode>("/api/v1/mirror", Cancelled);
        ((int)status!["changes"]!).ShouldBeGreaterThan(0, "what is read now still waits, in case this process dies");
    }
}
