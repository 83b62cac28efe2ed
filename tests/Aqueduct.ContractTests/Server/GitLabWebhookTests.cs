using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Setup;
using Aqueduct.ContractTests.Storage;
using Aqueduct.Local;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.ContractTests.Server;

/// <summary>The server behind a hook that set-up made at GitLab.</summary>
public sealed class GitLabWebhookTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private RunningServer server = null!;
    private GitLabSetupWorld gitLab = null!;
    private string secret = "";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        gitLab = await GitLabSetupWorld.StartAsync();
        server = await RunningServer.StartAsync(folder);
        using var local = (await LocalServer.TryConnectAsync(Path.GetDirectoryName(server.Server.SocketPath)!, Cancelled))!;
        var state = new RemoteSetupState(local);
        var settings = GitLabSetupWorld.Settings(gitLab.GitLab.Url.ToString(), gitLab.TokenFile, server.Http.BaseAddress!.ToString());
        SetupSession.Open(settings, () => Installation.Transport(new NetworkOptions()), state, GitLabSetupWorld.NoTokens.Instance, TimeProvider.System)
            .TryGet(out var session, out _).ShouldBeTrue();
        using (session)
        {
            (await session!.PlanAsync(Cancelled)).TryGet(out var plan, out _).ShouldBeTrue();
            (await session.ApplyAsync(plan!, null, Cancelled)).Failure.ShouldBeNull();
        }

        secret = (string)JsonNode.Parse((await state.GetAsync(GitLabSetupWorld.HookKey, Cancelled))!)!["secret"]!;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await gitLab.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_delivery_with_the_hooks_secret_is_taken() => (await DeliverAsync(secret)).ShouldBe(HttpStatusCode.NoContent);

    [Fact]
    public async Task A_delivery_larger_than_any_is_refused_before_it_is_sent()
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Http.BaseAddress!.Host, server.Http.BaseAddress.Port, Cancelled);
        await connection.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"POST /webhooks/gitlab HTTP/1.1\r\nHost: a\r\nX-Gitlab-Token: {secret}\r\nContent-Length: 2097152\r\n\r\n"), Cancelled);

        using var answer = new StreamReader(connection.GetStream());

        (await answer.ReadLineAsync(Cancelled)).ShouldBe("HTTP/1.1 413 Payload Too Large");
    }

    [Fact]
    public async Task Anybody_else_is_refused_whatever_they_send()
    {
        (await DeliverAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        (await DeliverAsync("")).ShouldBe(HttpStatusCode.Unauthorized);
        (await DeliverAsync(secret[..^1])).ShouldBe(HttpStatusCode.Unauthorized);
        (await DeliverAsync("first", secret)).ShouldBe(HttpStatusCode.Unauthorized);
        (await DeliverAsync(new string('a', 10_000))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Before_there_is_a_hook_nobody_is_let_in()
    {
        using var empty = new TempFolder();
        await using var other = await RunningServer.StartAsync(empty);
        using var request = Delivery([secret]);

        using var answer = await other.Http.SendAsync(request, Cancelled);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<HttpStatusCode> DeliverAsync(params IReadOnlyList<string> tokens)
    {
        using var request = Delivery(tokens);
        using var answer = await server.Http.SendAsync(request, Cancelled);
        return answer.StatusCode;
    }

    private static HttpRequestMessage Delivery(IReadOnlyList<string> tokens)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/gitlab") { Content = new StringContent("""{"event_name":"project_create"}""", Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Gitlab-Event", "System Hook");
        foreach (var token in tokens)
            request.Headers.TryAddWithoutValidation("X-Gitlab-Token", token);
        return request;
    }
}
