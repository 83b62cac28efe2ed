using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.ContractTests.StandIns.GitLab;

/// <summary>An AI gateway that notes what it is sent and says what it is told to.</summary>
internal sealed class FakeAiGateway(WebApplication app) : IAsyncDisposable
{
    public const string RoleArn = "arn:aws:iam::111122223333:role/QDeveloperAccess";

    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public ConcurrentQueue<(string Path, Dictionary<string, string> Headers, JsonNode Body)> Calls { get; } = new();

    public (int Status, string Body) Answer { get; set; } = (204, "");

    /// <summary>Answers instead of <see cref="Answer"/>.</summary>
    public RequestDelegate? Handle { get; set; }

    public static async Task<FakeAiGateway> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var gateway = new FakeAiGateway(app);
        app.Run(gateway.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return gateway;
    }

    /// <summary>A GitLab with the add-on that has this AI gateway.</summary>
    public Task<GitLabClient> StartGitLabAsync(string? portal = null) => GitLabClient.StartAsync(new GitLabStandInOptions
    {
        Urls = ["http://127.0.0.1:0"],
        Shape = GitLabShape.Gateway,
        AiGatewayUrl = Url,
        CloudConnectorUrl = portal,
    });

    /// <summary>The same, connected to Amazon Q; that call is forgotten.</summary>
    public async Task<GitLabClient> StartConnectedGitLabAsync()
    {
        var gitLab = await StartGitLabAsync();
        (await gitLab.ControlAsync(HttpMethod.Put, "", new JsonObject { ["role_arn"] = RoleArn })).Status.ShouldBe(204);
        (await gitLab.ControlAsync(HttpMethod.Delete, "/gateway-calls")).Status.ShouldBe(204);
        Calls.Clear();
        return gitLab;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var body = (await JsonNode.ParseAsync(http.Request.Body))!;
        Calls.Enqueue((http.Request.Path.Value!, http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
        if (Handle is not null)
        {
            await Handle(http);
            return;
        }
        http.Response.StatusCode = Answer.Status;
        if (Answer.Body.Length == 0) return;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(Answer.Body);
    }
}

internal static class AmazonQControl
{
    /// <summary>A call to <c>/_standin/amazon-q</c>.</summary>
    public static async Task<(int Status, JsonNode? Body)> ControlAsync(this GitLabClient gitLab, HttpMethod method, string path, JsonObject? body = null) =>
        await GitLabClient.ReadAsync(await gitLab.SendAsync(new HttpRequestMessage(method, "/_standin/amazon-q" + path) { Content = body is null ? null : JsonContent.Create(body) }));

    /// <summary>What the stand-in says of its calls to the AI gateway.</summary>
    public static async Task<JsonArray> GatewayCallsAsync(this GitLabClient gitLab) => (await gitLab.ControlAsync(HttpMethod.Get, "/gateway-calls")).Body!.AsArray();
}
