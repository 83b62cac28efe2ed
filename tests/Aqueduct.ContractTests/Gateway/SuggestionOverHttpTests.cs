using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Setup;
using Aqueduct.StandIns.Aws.Rehearsal;
using Aqueduct.StandIns.CloudConnector;

namespace Aqueduct.ContractTests.Gateway;

/// <summary>Code suggestions by Amazon Q, in the three shapes GitLab and editors read.</summary>
public sealed class SuggestionOverHttpTests : IAsyncLifetime
{
    private const string File = """{"file_name":"a.py","content_above_cursor":"def add(a, b):\n    ","content_below_cursor":""}""";

    private GatewayWorld world = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        world = await GatewayWorld.StartAsync();
        await world.ConnectAsync();
        await world.QuickActionAsync(); // introduces nobody the tests ask as, but proves the connection
    }

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Version_2_answers_with_a_choice()
    {
        var (status, body) = await world.AskAsync("ai/v2/code/completions", V2(stream: false));

        status.ShouldBe(200, body);
        var answer = JsonNode.Parse(body)!;
        ((string)answer["choices"]![0]!["text"]!).ShouldNotBeEmpty();
        ((string)answer["model"]!["engine"]!, (string)answer["model"]!["lang"]!, (string)answer["object"]!).ShouldBe(("amazon_q", "python", "text_completion"));
        world.CallsOf("GenerateCodeRecommendations").ShouldBe(1);
    }

    [Fact]
    public async Task Version_2_streams_the_bare_text()
    {
        var whole = (string)JsonNode.Parse((await world.AskAsync("v2/completions", V2(stream: false))).Body)!["choices"]![0]!["text"]!;

        using var answer = await world.PostAsync("v2/completions", V2(stream: true));

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        (await answer.Content.ReadAsStringAsync(Cancelled)).ShouldBe(whole);
    }

    [Fact]
    public async Task Version_3_takes_the_role_of_the_metadata()
    {
        var (status, body) = await world.AskAsync("v3/code/completions", V3("code_editor_completion", stream: false));

        status.ShouldBe(200, body);
        ((string)JsonNode.Parse(body)!["metadata"]!["model"]!["name"]!).ShouldBe("amazon_q");
    }

    [Fact]
    public async Task Version_4_streams_events_in_order()
    {
        using var answer = await world.PostAsync("v4/code/suggestions", V3("code_editor_generation", stream: true));

        answer.Headers.GetValues("X-Streaming-Format").ShouldBe(["sse"]);
        var lines = (await answer.Content.ReadAsStringAsync(Cancelled)).Split('\n');
        lines.Where(l => l.StartsWith("event: ", StringComparison.Ordinal)).ShouldBe(["event: stream_start", "event: content_chunk", "event: stream_end"]);
        lines.Last(l => l.StartsWith("data: ", StringComparison.Ordinal)).ShouldBe("data: null");
    }

    [Fact]
    public async Task Without_a_known_language_amazon_q_is_not_asked()
    {
        var (status, body) = await world.AskAsync("v2/code/completions", V2(stream: false).Replace("a.py", "README", StringComparison.Ordinal));

        status.ShouldBe(200);
        JsonNode.Parse(body)!["choices"]!.AsArray().ShouldBeEmpty();
        world.CallsOf("GenerateCodeRecommendations").ShouldBe(0);
    }

    [Theory]
    [InlineData("v2/code/completions", "Unauthorized to access code completions")]
    [InlineData("v3/code/completions", "Unauthorized to access code suggestions")]
    public async Task Without_the_scope_it_is_refused_in_GitLabs_words(string path, string detail)
    {
        var body = path[1] is '2' ? V2(stream: false) : V3("code_editor_completion", stream: false);
        var (status, answer) = await world.AskAsync(path, body, headers =>
        {
            headers.Remove("Authorization");
            headers.Add("Authorization", $"Bearer {world.Portal.Mint(new CloudConnectorToken(SetupWorld.Uid) { Scopes = ["complete_code"] })}");
        });

        (status, answer).ShouldBe((403, $$"""{"detail":"{{detail}}"}"""));
    }

    [Fact]
    public async Task Who_names_amazon_q_without_a_role_is_told_instead_of_getting_another_model()
    {
        var (status, body) = await world.AskAsync("v2/code/generations", """{"model_provider":"amazon_q"}""");

        (status, body).ShouldBe((422, """{"detail":"Validation error: role_arn: field required"}"""));
    }

    [Fact]
    public async Task Throttling_is_passed_on_with_a_time_to_wait()
    {
        world.Aws.Faults.Add(new Fault(FaultKind.Throttle, "GenerateCodeRecommendations", times: 100));

        using var answer = await world.PostAsync("v2/code/completions", V2(stream: false));

        ((int)answer.StatusCode).ShouldBe(429);
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    private static string V2(bool stream) => $$$"""
        {"prompt_version":2,"model_provider":"amazon_q","model_name":"amazon_q","role_arn":"{{{GatewayWorld.Role}}}","stream":{{{Json(stream)}}},"current_file":{{{File}}}}
        """;

    private static string V3(string type, bool stream) => $$$"""
        {"prompt_components":[{"type":"{{{type}}}","payload":{"stream":{{{Json(stream)}}},{{{File[1..]}}}}],
         "model_metadata":{"provider":"amazon_q","name":"amazon_q","role_arn":"{{{GatewayWorld.Role}}}"}}
        """;

    private static string Json(bool value) => value ? "true" : "false";
}
