using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.ContractTests.StandIns.GitLab;

public sealed class HookDeliveryTests
{
    [Fact]
    public async Task A_tested_hook_posts_event_token_and_headers()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var gitLab = await GitLabClient.StartAsync(new GitLabStandInOptions { Urls = ["http://127.0.0.1:0"], AllowLocalHookUrls = true });
        var hook = await gitLab.RestAsync("POST", "/projects/acme%2Fshop/hooks", "max", new JsonObject
        {
            ["url"] = receiver.Url, ["token"] = "s3cret", ["custom_headers"] = new JsonArray(new JsonObject { ["key"] = "X-Extra", ["value"] = "1" }),
        });

        var answer = await gitLab.RestAsync("POST", $"/projects/acme%2Fshop/hooks/{hook.Body!["id"]}/test/merge_requests_events", "max");

        answer.Status.ShouldBe(201);
        var (headers, body) = await receiver.Received.Task.WaitAsync(TestContext.Current.CancellationToken);
        (headers["X-Gitlab-Event"], headers["X-Gitlab-Token"], headers["X-Extra"]).ShouldBe(("Merge Request Hook", "s3cret", "1"));
        headers["Idempotency-Key"].ShouldNotBeEmpty();
        (body["object_kind"]!.ToString(), body["project"]!["path_with_namespace"]!.ToString()).ShouldBe(("merge_request", "acme/shop"));
    }

    [Fact]
    public async Task A_local_address_is_refused_unless_the_instance_allows_it()
    {
        await using var gitLab = await GitLabClient.StartAsync();
        var hook = new JsonObject { ["url"] = "http://127.0.0.1:7480/hooks" };

        var refused = await gitLab.RestAsync("POST", "/projects/acme%2Fshop/hooks", "max", hook);
        await gitLab.RestAsync("PUT", "/application/settings", body: new JsonObject { ["allow_local_requests_from_web_hooks_and_services"] = true });
        var allowed = await gitLab.RestAsync("POST", "/projects/acme%2Fshop/hooks", "max", hook);

        (refused.Status, refused.Body!.ToJsonString(), allowed.Status).ShouldBe((422, """{"error":"Invalid url given"}""", 201));
    }

    private sealed class Receiver(WebApplication app) : IAsyncDisposable
    {
        public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/hook";

        public TaskCompletionSource<(Dictionary<string, string> Headers, JsonNode Body)> Received { get; } = new();

        public static async Task<Receiver> StartAsync()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var receiver = new Receiver(app);
            app.Run(async http => receiver.Received.SetResult((http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()), (await JsonNode.ParseAsync(http.Request.Body))!)));
            await app.StartAsync(TestContext.Current.CancellationToken);
            return receiver;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
