using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Tools;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.ContractTests.StandIns.GitLab;

public sealed class DuoChatTests
{
    private const string NdJson = "application/x-ndjson; charset=utf-8";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_put_together_and_the_next_question_sends_the_chat_so_far()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartConnectedGitLabAsync();
        gateway.Handle = http => SayAsync(http, Delta("Use "), Delta("a record."), """{"type":"usage","data":{}}""");

        var first = await AskAsync(gitLab, new JsonObject { ["content"] = "class or record?" });
        await AskAsync(gitLab, new JsonObject { ["content"] = "why?" });
        await AskAsync(gitLab, new JsonObject { ["content"] = "anew?", ["with_clean_history"] = true });
        await AskAsync(gitLab, new JsonObject { ["content"] = "mine?" }, "max");

        (first.Status, first.Body!.ToString()).ShouldBe((201, "Use a record."));
        var sent = gateway.Calls.Select(c => c.Body).ToList();
        gateway.Calls.ShouldAllBe(c => c.Path == "/v2/chat/agent" && c.Headers["X-Gitlab-Unit-Primitive"] == "amazon_q_integration");
        Same(sent[0], $$"""
            {"messages": [{"role": "user", "content": "class or record?", "context": null, "current_file": null, "additional_context": []}],
             "options": {"agent_scratchpad": {"agent_type": "react", "steps": [] } },
             "model_metadata": {"provider": "amazon_q", "name": "amazon_q", "role_arn": "{{FakeAiGateway.RoleArn}}" } }
            """);
        sent.Select(s => string.Join(" | ", s["messages"]!.AsArray().Select(m => $"{m!["role"]}: {m["content"]}")))
            .ShouldBe(["user: class or record?", "user: class or record? | assistant: Use a record. | user: why?", "user: anew?", "user: mine?"]);
    }

    [Fact]
    public async Task What_the_question_is_about_goes_along()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartConnectedGitLabAsync();
        gateway.Handle = http => SayAsync(http, Delta("Yes."));

        await AskAsync(gitLab, JsonNode.Parse("""
            {"content":"Is it fixed?","resource_type":"issue","resource_id":1,
             "current_file":{"file_name":"Cart.java","content_above_cursor":"int a;","content_below_cursor":"int b;","selected_text":"int"},
             "additional_context":[{"category":"file","id":"Item.java","content":"record Item() {}"}]}
            """)!.AsObject());

        Same(gateway.Calls.Single().Body["messages"]!, """
            [{"role": "user", "content": "Is it fixed?", "context": {"type": "issue", "content": "The title of the issue is 'Cart total ignores the discount'."},
              "current_file": {"file_path": "Cart.java", "data": "int", "selected_code": true},
              "additional_context": [{"category": "file", "id": "Item.java", "content": "record Item() {}", "metadata": {}}]}]
            """);
    }

    [Theory]
    [InlineData(200, """{"type":"final_answer_delta","data":{"text":"Use"}}|{"type":"error","data":{"message":"no","retryable":false}}""", "I'm sorry, I couldn't respond in time. Please try again. Error code: A1004")]
    [InlineData(200, "not JSON", "I'm sorry, I couldn't respond in time. Please try again. Error code: A1002")]
    [InlineData(200, "", "I'm sorry, I couldn't respond in time. Please try again. Error code: A1002")]
    [InlineData(200, """{"type":"final_answer_delta","data":{"text":"Use"}}|cut""", "I'm sorry, I couldn't respond in time. Please try again. Error code: A1003")]
    [InlineData(403, """{"detail":"Unauthorized to access duo chat"}""", "I'm sorry, you don't have the GitLab Duo subscription required to use Duo Chat. Please contact your administrator. Error code: M3006")]
    [InlineData(500, """{"detail":"Cannot obtain OIDC token"}""", "I'm sorry, I can't generate a response. Please try again. Error code: A1001")]
    public async Task A_failure_is_told_in_the_answer_and_noted(int status, string lines, string answer)
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartConnectedGitLabAsync();
        gateway.Handle = async http =>
        {
            http.Response.StatusCode = status;
            if (lines.EndsWith("cut", StringComparison.Ordinal)) http.Response.ContentLength = lines.Length; // more than will come
            await SayAsync(http, [.. lines.Split('|').Where(l => l != "cut")]);
        };

        var (answered, body) = await AskAsync(gitLab, new JsonObject { ["content"] = "Hello" });

        (answered, body!.ToString()).ShouldBe((201, answer));
        var call = (await gitLab.GatewayCallsAsync()).ShouldHaveSingleItem()!;
        (call["status"]!.GetValue<int>(), call["failure"] is not null).ShouldBe((status, status == 200));
    }

    [Fact]
    public async Task Who_hangs_up_makes_the_stand_in_hang_up_at_the_gateway()
    {
        await using var gateway = await FakeAiGateway.StartAsync();
        await using var gitLab = await gateway.StartConnectedGitLabAsync();
        var (asked, hungUp) = (new TaskCompletionSource(), new TaskCompletionSource());
        gateway.Handle = async http =>
        {
            http.RequestAborted.Register(hungUp.SetResult);
            asked.SetResult();
            await hungUp.Task;
        };
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v4/chat/completions?content=Hello") { Headers = { { "PRIVATE-TOKEN", "glpat-standin-dana" } } };

        var calling = gitLab.StreamAsync(request, leaving.Token);
        await asked.Task.WaitAsync(Cancelled);
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(calling);
        await hungUp.Task.WaitAsync(Cancelled);
    }

    [Fact]
    public async Task It_is_found_only_where_it_may_be_used()
    {
        PythonGitLab.Require();
        await using var gateway = await FakeAiGateway.StartAsync();
        gateway.Handle = http => http.Request.Path == "/v2/chat/agent" ? SayAsync(http, Delta("Hello Dana")) : Task.CompletedTask;
        await using var gitLab = await gateway.StartGitLabAsync();
        var python = new PythonGitLab(gitLab.StandIn.Url);
        const string Ask = """
            d = connect("dana")
            ask = lambda **more: d.http_post("/chat/completions", post_data={"content": "Hi", **more})
            """;

        var before = await python.RunAsync(Ask + "\nshow(refused(ask))", Cancelled);
        await gitLab.ControlAsync(HttpMethod.Put, "", new JsonObject { ["role_arn"] = FakeAiGateway.RoleArn });
        var after = await python.RunAsync(Ask + """

            show(ask()); show(ask(resource_type="merge_request", resource_id=1))
            show(refused(ask, resource_type="issue", resource_id=99)); show(refused(ask, resource_type="epic", resource_id=1)); show(refused(ask, resource_type="song", resource_id=1))
            show(refused(ask, additional_context=[{"category": "song", "id": "1", "content": "la"}])); show(refused(ask, additional_context=[{"category": "file", "id": "1"}]))
            show(refused(d.http_post, "/chat/completions"))
            connect("olivia").projects.update("acme/shop", {"duo_features_enabled": False}); show(refused(ask, resource_type="issue", resource_id=1)); show(ask())
            """, Cancelled);

        before.ToJsonString().ShouldBe("""[{"status":404,"body":{"message":"404 Not found"}}]""");
        after.ToJsonString().ShouldBe("""["Hello Dana","Hello Dana",{"status":404,"body":{"message":"404 Not found"}},{"status":404,"body":{"message":"404 Not found"}},"""
            + """{"status":400,"body":{"error":"resource_type does not have a valid value"}},{"status":400,"body":{"error":"additional_context[0][category] does not have a valid value"}},"""
            + """{"status":400,"body":{"error":"additional_context[0][content] is missing"}},{"status":400,"body":{"error":"content is missing"}},"""
            + """{"status":404,"body":{"message":"404 Not found"}},"Hello Dana"]""");
    }

    private static Task<(int Status, JsonNode? Body)> AskAsync(GitLabClient gitLab, JsonObject question, string user = "dana") =>
        gitLab.RestAsync("POST", "/chat/completions", user, question);

    private static void Same(JsonNode sent, string json) => sent.ToJsonString().ShouldBe(JsonNode.Parse(json)!.ToJsonString());

    private static string Delta(string text) => new JsonObject { ["type"] = "final_answer_delta", ["data"] = new JsonObject { ["text"] = text } }.ToJsonString();

    private static async Task SayAsync(HttpContext http, params string[] lines)
    {
        http.Response.ContentType = NdJson;
        foreach (var line in lines.Where(l => l.Length > 0)) await http.Response.WriteAsync(line + "\n");
    }
}
