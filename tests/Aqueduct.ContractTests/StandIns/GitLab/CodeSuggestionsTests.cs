using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.ContractTests.StandIns.GitLab;

public sealed class CodeSuggestionsTests
{
    private const string Route = "/code_suggestions/completions";
    private const string Start = "event: stream_start\ndata: {\"metadata\":{}}\n\n";
    private const string Chunk = "event: content_chunk\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"index\":0}]}\n\n";
    private const string End = "event: stream_end\ndata: null\n\n";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_completion_goes_out_as_Rails_sends_it_and_comes_back_as_the_gateway_says_it()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartConnectedGitLabAsync();
        gateway.Answer = (200, """{"id":"id","choices":[{"text":"return a","index":0,"finish_reason":"length"}]}""");

        var (status, body) = await gitLab.RestAsync("POST", Route, "dana", Asking("completion"));

        (status, body!.ToJsonString()).ShouldBe((200, gateway.Answer.Body));
        var (path, headers, sent) = gateway.Calls.ShouldHaveSingleItem();
        (path, headers["X-Gitlab-Unit-Primitive"]).ShouldBe(("/v2/code/completions", "amazon_q_integration"));
        Same(sent, $$"""
            {"project_path": "acme/shop", "current_file": {"file_name": "Cart.java", "content_above_cursor": "int total() {", "content_below_cursor": "}"},
             "prompt_version": 2, "model_provider": "amazon_q", "model_name": "amazon_q", "role_arn": "{{FakeAiGateway.RoleArn}}"}
            """);
        (await gitLab.GatewayCallsAsync()).ShouldHaveSingleItem()!["status"]!.GetValue<int>().ShouldBe(200);
    }

    [Fact]
    public async Task A_generation_goes_out_with_its_prompt_component()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartConnectedGitLabAsync();
        gateway.Answer = (200, """{"choices":[]}""");

        await gitLab.RestAsync("POST", Route, "dana", Asking("generation"));

        var (path, _, sent) = gateway.Calls.ShouldHaveSingleItem();
        path.ShouldBe("/v3/code/completions");
        Same(sent["prompt_components"]!, $$"""
            [{"type": "code_editor_generation", "payload": {
              "file_name": "Cart.java", "content_above_cursor": "int total() {", "content_below_cursor": "}", "language_identifier": "Java", "stream": false,
              "model_provider": "amazon_q", "model_name": "amazon_q", "role_arn": "{{FakeAiGateway.RoleArn}}"
            } }]
            """);
    }

    [Fact]
    public async Task A_streamed_generation_comes_through_event_by_event()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartConnectedGitLabAsync();
        var read = new TaskCompletionSource();
        gateway.Handle = async http =>
        {
            await BeginAsync(http, Start);
            await read.Task.WaitAsync(http.RequestAborted);
            await http.Response.WriteAsync(Chunk + End);
        };

        using var answer = await StreamAsync(gitLab, Cancelled);
        var body = await answer.Content.ReadAsStreamAsync(Cancelled);
        var begin = new byte[Start.Length];
        await body.ReadExactlyAsync(begin, Cancelled);
        read.SetResult();

        Text(begin).ShouldBe(Start);
        (await new StreamReader(body).ReadToEndAsync(Cancelled)).ShouldBe(Chunk + End);
        (answer.Headers.GetValues("X-Streaming-Format").Single(), gateway.Calls.Single().Path).ShouldBe(("sse", "/v4/code/suggestions"));
    }

    [Theory]
    [InlineData(Start + End + Chunk, "Event 'content_chunk' follows 'stream_end'.")]
    [InlineData(Start + Chunk, "The event stream ended after 'content_chunk'.")]
    public async Task A_stream_that_breaks_the_agreement_is_cut_and_noted(string events, string failure)
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartConnectedGitLabAsync();
        gateway.Handle = http => BeginAsync(http, events);

        await Should.ThrowAsync<HttpRequestException>(async () =>
        {
            using var answer = await StreamAsync(gitLab, Cancelled);
            await answer.Content.ReadAsStringAsync(Cancelled);
        });

        (await gitLab.GatewayCallsAsync()).ShouldHaveSingleItem()!["failure"]!.ToString().ShouldBe(failure);
    }

    [Fact]
    public async Task Who_hangs_up_makes_the_stand_in_hang_up_at_the_gateway()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartConnectedGitLabAsync();
        var hungUp = new TaskCompletionSource();
        gateway.Handle = async http =>
        {
            http.RequestAborted.Register(hungUp.SetResult);
            await BeginAsync(http, Start);
            await hungUp.Task;
        };

        (await StreamAsync(gitLab, Cancelled)).Dispose();

        await hungUp.Task.WaitAsync(Cancelled);
    }

    [Theory]
    [InlineData(403, """{"detail":"Unauthorized to access code completions"}""")]
    [InlineData(401, """{"error":"Header mismatch 'X-Gitlab-Realm'"}""")]
    public async Task A_refusal_of_the_gateway_is_passed_on(int status, string body)
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartConnectedGitLabAsync();
        gateway.Answer = (status, body);

        var answer = await gitLab.RestAsync("POST", Route, "dana", Asking("completion"));

        answer.Body!["detail"]?.ToString().ShouldBe(JsonNode.Parse(body)!["detail"]?.ToString());
        answer.Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_gateway_that_is_gone_is_an_internal_error()
    {
        var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartConnectedGitLabAsync();
        await gateway.DisposeAsync();

        using var request = Request(Asking("completion"));
        var answer = await gitLab.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var call = (await gitLab.GatewayCallsAsync()).ShouldHaveSingleItem()!;
        (call["status"]!.GetValue<int>(), call["failure"]!.ToString().Length > 0).ShouldBe((0, true));
    }

    [Fact]
    public async Task Only_those_who_may_get_a_suggestion()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartConnectedGitLabAsync();
        gateway.Answer = (200, "{}");
        async Task<string> AskAsync(string? token = null, JsonObject? body = null)
        {
            var (status, answer) = await gitLab.RestAsync("POST", Route, "dana", body ?? Asking("completion"), token);
            return $"{status} {answer!["message"] ?? answer["error"]}";
        }

        (await AskAsync(await TokenAsync(gitLab, "ai_features"))).ShouldBe("200 ");
        (await AskAsync(await TokenAsync(gitLab, "read_api"))).ShouldBe("403 insufficient_scope");
        (await AskAsync(body: [])).ShouldBe("400 current_file is missing");
        (await AskAsync(body: new JsonObject { ["current_file"] = new JsonObject { ["file_name"] = "a.py" } })).ShouldBe("400 current_file[content_above_cursor] is missing");
        (await AskAsync(body: Asking("completion", "acme/none"))).ShouldBe("404 404 Project Not Found");
        await gitLab.RestAsync("PUT", "/projects/acme%2Fshop", "olivia", new JsonObject { ["duo_features_enabled"] = false });
        (await AskAsync()).ShouldBe("403 403 Forbidden");
        await gitLab.ControlAsync(HttpMethod.Put, "", new JsonObject { ["role_arn"] = FakeAiGateway.RoleArn, ["availability"] = "never_on" });
        (await AskAsync()).ShouldBe("401 401 Unauthorized");
        gateway.Calls.Count.ShouldBe(1);
    }

    private static void Same(JsonNode sent, string json) => sent.ToJsonString().ShouldBe(JsonNode.Parse(json)!.ToJsonString());

    private static JsonObject Asking(string intent, string project = "acme/shop") => new()
    {
        ["project_path"] = project,
        ["intent"] = intent,
        ["current_file"] = new JsonObject { ["file_name"] = "Cart.java", ["content_above_cursor"] = "int total() {", ["content_below_cursor"] = "}" },
    };

    private static async Task<HttpResponseMessage> StreamAsync(GitLabClient gitLab, CancellationToken cancellationToken)
    {
        var body = Asking("generation");
        body["stream"] = true;
        using var request = Request(body);
        request.Headers.Add("X-Supports-Sse-Streaming", "true");
        return await gitLab.StreamAsync(request, cancellationToken);
    }

    private static HttpRequestMessage Request(JsonObject body) =>
        new(HttpMethod.Post, "/api/v4" + Route) { Content = JsonContent.Create(body), Headers = { { "PRIVATE-TOKEN", "glpat-standin-dana" } } };

    private static async Task BeginAsync(HttpContext http, string events)
    {
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers["X-Streaming-Format"] = "sse";
        await http.Response.WriteAsync(events);
    }

    private static async Task<string> TokenAsync(GitLabClient gitLab, string scope) =>
        (await gitLab.RestAsync("POST", "/users/4/personal_access_tokens", body: new JsonObject { ["name"] = scope, ["scopes"] = new JsonArray(scope) })).Body!["token"]!.ToString();

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
