using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Tools;
using Aqueduct.StandIns.Aws.Rehearsal;

namespace Aqueduct.ContractTests.StandIns.Aws;

/// <summary>What goes wrong with Amazon Q on demand, as botocore meets it.</summary>
public sealed class AmazonQFaultTests
{
    private const string Ask =
        """
        q = client("qdeveloperintegration")
        def ask():
            answer, events = call(q, "send_message", message={"content": "Why is this so?"}), []
            if "responseStream" not in answer:
                return answer
            try:
                for event in answer["responseStream"]:
                    events.append(event)
            except Exception as e:
                events.append(f"{type(e).__name__}: {e}")
            return events


        """;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gitLabExpiredIdentity")]
    [InlineData("gitLabInvalidIdentity")]
    [InlineData("gitLabInstanceUnreachable")]
    [InlineData("gitLabCredentialInvalid")]
    [InlineData("other")]
    public async Task A_call_is_denied_for_the_reason_given(string reason)
    {
        await using var world = await ConnectedAsync();
        await AddAsync(world, new { kind = "Deny", operation = "SendEvent", reason });
        var shown = await new Boto3(world.Session("Duo")).RunAsync(
            """show(call(client("qdeveloperintegration"), "send_event", providerId="GITLAB", eventId="e", eventVersion="1.0", event=b"{}"))""", CancellationToken);
        shown[0].ShouldBeRefusal("AccessDeniedException", null, ("reason", reason));
    }

    [Fact]
    public async Task A_session_ends_before_its_time_and_a_server_fails_as_told()
    {
        await using var world = await ConnectedAsync();
        await AddAsync(world, new { kind = "Expire", operation = "SendMessage" });
        await AddAsync(world, new { kind = "Fail", operation = "SendMessage", nth = 2, status = 503 });
        var shown = await new Boto3(world.Session("Duo")).RunAsync(Ask + "show(ask()); show(ask()); show(ask())", CancellationToken);
        shown[0].ShouldBeRefusal("ExpiredTokenException", "The security token included in the request is expired");
        shown[1].ShouldBeRefusal("InternalServerException", null, 503);
        shown[2]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_stream_is_cut_or_fails_after_so_many_frames()
    {
        await using var world = await ConnectedAsync();
        await AddAsync(world, new { kind = "Drop", operation = "SendMessage", frames = 3 });
        await AddAsync(world, new { kind = "Fail", operation = "SendMessage", nth = 2, frames = 3 });
        await AddAsync(world, new { kind = "Drop", operation = "SendMessage", nth = 3, frames = 1000 });
        var shown = await new Boto3(world.Session("Duo")).RunAsync(Ask + "show(ask()); show(ask()); show(ask())", CancellationToken);

        // The first frame is the initial response.
        Last(shown[0], 3).ShouldContain("Error");
        Last(shown[1], 3).ShouldStartWith("EventStreamError: An error occurred (error) when calling the SendMessage operation");
        shown[2]!.AsArray().Count.ShouldBeGreaterThan(3);
        shown[2]!.AsArray()[^1]!.GetValue<string>().ShouldContain("Error");
    }

    [Fact]
    public async Task A_slow_answer_comes_after_its_time_or_when_it_is_released()
    {
        await using var world = await ConnectedAsync();
        var slow = world.StandIn.Faults.Add(new Fault(FaultKind.Slow, "SendMessage") { Milliseconds = 60_000 });
        var slower = world.StandIn.Faults.Add(new Fault(FaultKind.Slow, "SendMessage", nth: 2) { Milliseconds = 60_000, Frames = 2 });
        var running = new Boto3(world.Session("Duo")).RunAsync(Ask + "show(ask()); show(ask())", CancellationToken);

        await slow.Reached.WaitAsync(CancellationToken);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await slower.Reached.WaitAsync(CancellationToken);
        slower.Release();
        (await running).ShouldAllBe(answer => answer!.AsArray().Count > 3);
    }

    [Fact]
    public async Task A_fault_that_cannot_be_is_refused_with_the_cure()
    {
        await using var world = await ConnectedAsync();
        using var http = new HttpClient { BaseAddress = world.StandIn.Url };
        foreach (var (wrong, said) in new (object Wrong, string Said)[]
        {
            (new { kind = "Deny", operation = "SendEvent", reason = "gitlabExpiredIdentity" }, "give one of gitLabExpiredIdentity, "),
            (new { kind = "Fail", operation = "SendEvent", status = 404 }, "give 500 to 599"),
            (new { kind = "Drop", operation = "SendMessage", frames = -1 }, "cannot be negative"),
        })
        {
            var answer = await http.PutAsJsonAsync("_standin/faults", wrong, CancellationToken);
            ((int)answer.StatusCode).ShouldBe(400);
            (await answer.Content.ReadAsStringAsync(CancellationToken)).ShouldContain(said);
        }

        world.StandIn.Faults.All().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_sent_is_seen_from_outside_each_event_once()
    {
        await using var world = await ConnectedAsync();
        world.Give("Duo");
        await new Boto3(world.Session("Duo")).RunAsync(
            """
            q = client("qdeveloperintegration")
            for token in ("one", "one", "two"):
                call(q, "send_event", clientToken=token, providerId="GITLAB", eventId="Quick Action", eventVersion="1.0", event=b'{"text":"\xc3\xbc"}')
            """, CancellationToken);

        using var http = new HttpClient { BaseAddress = world.StandIn.Url };
        var events = (await http.GetFromJsonAsync<JsonArray>("_standin/events", CancellationToken))!;
        events.Select(e => e!["clientToken"]!.GetValue<string>()).ShouldBe(["one", "two"]);
        events[0]!["event"]!.GetValue<string>().ShouldBe("""{"text":"ü"}""");
        events[0]!["eventId"]!.GetValue<string>().ShouldBe("Quick Action");
    }

    private static string Last(JsonNode? events, int count)
    {
        events!.AsArray().Count.ShouldBe(count, events.ToJsonString());
        return events[count - 1]!.GetValue<string>();
    }

    private static async Task AddAsync(AmazonQWorld world, object fault)
    {
        using var http = new HttpClient { BaseAddress = world.StandIn.Url };
        (await http.PutAsJsonAsync("_standin/faults", fault, CancellationToken)).EnsureSuccessStatusCode();
    }

    private static async Task<AmazonQWorld> ConnectedAsync()
    {
        var world = await AmazonQWorld.StartAsync(CancellationToken);
        world.Connect();
        return world;
    }
}
