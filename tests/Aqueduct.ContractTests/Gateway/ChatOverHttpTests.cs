using System.Text;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Rehearsal;

namespace Aqueduct.ContractTests.Gateway;

/// <summary>Chat with Amazon Q: one answer, line by line, as it comes.</summary>
public sealed class ChatOverHttpTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        world = await GatewayWorld.StartAsync();
        await world.ConnectAsync();
    }

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task An_answer_is_lines_of_text()
    {
        using var answer = await world.PostAsync("ai/v2/chat/agent", Ask("Why is the sky blue?"));

        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/x-ndjson; charset=utf-8");
        var lines = await LinesAsync(answer);
        lines.ShouldNotBeEmpty();
        lines.ShouldAllBe(l => (string?)l["type"] == "final_answer_delta");
        string.Concat(lines.Select(l => (string?)l["data"]!["text"])).ShouldContain("Why is the sky blue?");
    }

    [Fact]
    public async Task The_first_words_are_there_while_the_rest_is_not()
    {
        var held = world.Aws.Faults.Add(new Fault(FaultKind.Hold, "SendMessage") { Frames = 3 });
        using var answer = await world.PostAsync("v2/chat/agent", Ask("Why is the sky blue?"));
        await using var stream = await answer.Content.ReadAsStreamAsync(Cancelled);

        (await stream.ReadAsync(new byte[1], Cancelled)).ShouldBe(1);
        held.Release();
    }

    [Fact]
    public async Task Who_leaves_in_the_middle_ends_the_call_at_amazon_q()
    {
        var held = world.Aws.Faults.Add(new Fault(FaultKind.Hold, "SendMessage") { Frames = 3 });
        using (var answer = await world.PostAsync("v2/chat/agent", Ask("Why is the sky blue?")))
        await using (var stream = await answer.Content.ReadAsStreamAsync(Cancelled))
            (await stream.ReadAsync(new byte[1], Cancelled)).ShouldBe(1);

        await held.Left.WaitAsync(Cancelled);
    }

    [Fact]
    public async Task A_stream_that_breaks_ends_with_an_error_line()
    {
        world.Aws.Faults.Add(new Fault(FaultKind.Drop, "SendMessage") { Frames = 3 });

        using var answer = await world.PostAsync("v2/chat/agent", Ask("Why is the sky blue?"));

        (await LinesAsync(answer))[^1]["type"]!.ToString().ShouldBe("error");
    }

    [Fact]
    public async Task A_refusal_before_the_first_word_has_its_status()
    {
        world.Aws.Faults.Add(new Fault(FaultKind.Deny, "SendMessage", times: 5) { Reason = "gitLabInvalidIdentity" });

        var (status, body) = await world.AskAsync("v2/chat/agent", Ask("Hello there, what is this?"));

        status.ShouldBe(403);
        body.ShouldContain("introduces the user again");
        body.ShouldNotContain("Hello there");
    }

    [Fact]
    public async Task Context_needs_the_scope_of_its_category()
    {
        var body = Ask("Why?").Replace("\"content\":\"Why?\"", "\"content\":\"Why?\",\"additional_context\":[{\"category\":\"commit\",\"id\":\"a\",\"content\":\"x\"}]", StringComparison.Ordinal);

        (await world.AskAsync("v2/chat/agent", body)).ShouldBe((403, """{"detail":"Unauthorized to access include_commit_context"}"""));
    }

    private static string Ask(string question) => $$$"""
        {"messages":[{"role":"user","content":"{{{question}}}"}],"model_metadata":{"provider":"amazon_q","name":"amazon_q","role_arn":"{{{GatewayWorld.Role}}}"}}
        """;

    private static async Task<List<JsonNode>> LinesAsync(HttpResponseMessage answer) =>
        [.. Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(Cancelled)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
}
