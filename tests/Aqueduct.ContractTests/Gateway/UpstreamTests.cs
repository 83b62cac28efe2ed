using System.Text;

namespace Aqueduct.ContractTests.Gateway;

public sealed class UpstreamTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1/chat/agent?x=%2F1", "/upstream/v1/chat/agent?x=%2F1")]
    [InlineData("ai/v1/chat/agent", "/upstream/v1/chat/agent")]
    [InlineData("v2/code/completions", "/upstream/v2/code/completions")]
    [InlineData("v2/chat/agent", "/upstream/v2/chat/agent")]
    public async Task What_is_not_for_amazon_q_goes_upstream_unchanged(string path, string seen)
    {
        var world = fixture.World;
        const string Body = """{ "model_provider": "anthropic", "text": "ü 😀" }""";

        using var answer = await world.PostAsync(path, Body, headers => headers.Add("X-Foreign", "kept"));

        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled)).ShouldBe((418, $"POST {seen} {Body}"));
        answer.Headers.GetValues("X-Upstream").ShouldBe(["kept"]);
    }

    [Fact]
    public async Task A_cookie_of_the_upstream_is_the_callers_and_nobody_elses()
    {
        using var first = await fixture.World.PostAsync("v1/anything", "{}");
        using var second = await fixture.World.PostAsync("v1/anything", "{}", headers => headers.Add("Cookie", "mine=1"));

        first.Headers.GetValues("Set-Cookie").ShouldBe(["session=of-one-user; Path=/"]);
        second.Headers.GetValues("X-Cookies").ShouldBe(["mine=1"]);
    }

    [Fact]
    public async Task An_answer_passes_as_it_arrives()
    {
        var world = fixture.World;
        using var answer = await world.PostAsync("v1/slow", "tail");
        await using var stream = await answer.Content.ReadAsStreamAsync(Cancelled);

        var head = new byte[100];
        var read = await stream.ReadAsync(head, Cancelled); // the upstream holds the rest back
        Encoding.UTF8.GetString(head, 0, read).ShouldBe("POST /upstream/v1/slow ");
        world.Upstream.Second.SetResult();
        using var rest = new StreamReader(stream);
        (await rest.ReadToEndAsync(Cancelled)).ShouldBe("tail");
    }

    [Fact]
    public async Task Turned_off_it_is_a_404_that_names_the_key()
    {
        await using var world = await GatewayWorld.StartAsync(o => o.Upstream = "off");

        var (status, body) = await world.AskAsync("v1/chat/agent", "{}");

        status.ShouldBe(404);
        body.ShouldContain("gateway.upstream is off");
    }

    [Fact]
    public async Task An_upstream_that_is_gone_is_a_502()
    {
        await using var world = await GatewayWorld.StartAsync(o => o.Upstream = "http://127.0.0.1:9/ai");

        (await world.AskAsync("v1/chat/agent", "{}")).ShouldBe((502, """{"detail":"gateway.upstream does not answer (Request)"}"""));
    }
}
