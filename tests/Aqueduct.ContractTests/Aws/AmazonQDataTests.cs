using System.Net;
using System.Net.Sockets;
using System.Text;
using Aqueduct.Aws;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.Aws.Sts;
using Aqueduct.ContractTests.StandIns.Aws;
using Aqueduct.StandIns.Aws.Http;
using Aqueduct.StandIns.Aws.Rehearsal;

namespace Aqueduct.ContractTests.Aws;

/// <summary>Our client against the stand-in over real HTTP: what a signature, a body and a stream come to at the other end.</summary>
public sealed class AmazonQDataTests : IAsyncLifetime
{
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(30);

    private AmazonQWorld? world;
    private AwsClients? clients;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AmazonQWorld World => world!;

    private AmazonQClient AmazonQ => clients!.AmazonQ;

    public async ValueTask InitializeAsync()
    {
        world = await AmazonQWorld.StartAsync(Cancellation);
        world.Connect();
        clients = new AwsClients(new AwsTarget("us-east-1", world.StandIn.Url), new SocketsHttpHandler(), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        clients?.Dispose();
        if (world is not null) await world.DisposeAsync();
    }

    [Fact]
    public async Task An_event_of_the_longest_length_arrives_as_it_was_once_however_often_it_is_sent()
    {
        World.Give("Duo");
        var session = Session("Duo");
        var sent = new QEvent("Quick Action", "token-1", Encoding.UTF8.GetBytes(new string('ü', 12_500_000)));
        (await AmazonQ.SendEventAsync(session, sent, Cancellation)).Failure.ShouldBeNull();
        (await AmazonQ.SendEventAsync(session, sent, Cancellation)).Failure.ShouldBeNull();

        var received = World.StandIn.World.Read(state => state.AmazonQ.In("us-east-1").Events).ShouldHaveSingleItem();
        received.Event.AsSpan().SequenceEqual(sent.Event.Span).ShouldBeTrue();
        (received.ClientToken, received.ProviderId, received.EventId, received.EventVersion).ShouldBe(("token-1", "GITLAB", "Quick Action", "1.0"));
        (await AmazonQ.SendEventAsync(session, sent with { ClientToken = "token-2", Event = new byte[25_000_001] }, Cancellation))
            .Failure.ShouldNotBeNull().Kind.ShouldBe(AwsFailureKind.Invalid);
    }

    [Fact]
    public async Task Code_is_recommended_with_its_references()
    {
        (await AmazonQ.GenerateCodeRecommendationsAsync(Session("Duo"), new CodeContext("// licence of ü?", "}", "A.cs", "csharp"), Cancellation))
            .TryGet(out var recommendations, out _).ShouldBeTrue();
        var recommendation = recommendations.ShouldHaveSingleItem();
        recommendation.Content.ShouldBe("// 1: csharp, 16 characters before, 1 after: // licence of ü?");
        recommendation.References.ShouldBe([new CodeReference("MIT", "example/samples", "https://git.example.test/example/samples", (0, recommendation.Content.Length))]);
    }

    [Fact]
    public async Task An_answer_begins_before_it_is_complete_and_a_conversation_goes_on()
    {
        var held = World.StandIn.Faults.Add(new Fault(FaultKind.Hold, "SendMessage") { Frames = 3 });
        var session = Session("Duo");
        var (id, text) = ("", "");
        await using (var answer = await AskAsync(session, new ChatMessage("Which code?")))
        {
            await foreach (var e in answer.WithCancellation(Cancellation))
            {
                e.TryGet(out var known, out _).ShouldBeTrue();
                if (known is ChatMetadata metadata) id = metadata.ConversationId;
                if (known is ChatText words) text += words.Text;
                if (text.Length > 0) held.Release(); // nothing of the rest was sent before
            }
        }

        text.ShouldBe("Question 1 here, 0 messages before. You asked: Which code?\n```\nreturn 42;\n```");
        await using var next = await AskAsync(session, new ChatMessage("And?") { ConversationId = id, History = [new(ChatSpeaker.User, "Which code?"), new(ChatSpeaker.Assistant, text)] });
        (await WordsAsync(next)).Words.ShouldBe("Question 2 here, 2 messages before. You asked: And?");
    }

    [Theory]
    [InlineData(FaultKind.Drop, "NoAnswer")]
    [InlineData(FaultKind.Fail, "error")]
    [InlineData(FaultKind.Throttle, "ThrottlingException")]
    public async Task An_answer_that_ends_early_says_so(FaultKind kind, string code)
    {
        World.StandIn.Faults.Add(new Fault(kind, "SendMessage") { Frames = 3 });
        await using var answer = await AskAsync(Session("Duo"), new ChatMessage("Why?"));
        var (words, failure) = await WordsAsync(answer);
        words.ShouldBe("Question 1 here, 0 messa");
        failure.ShouldNotBeNull().Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_refusal_keeps_its_reason_and_the_pause_it_asks_for()
    {
        World.StandIn.Faults.Add(new Fault(FaultKind.Deny, "SendMessage") { Reason = "gitLabInstanceUnreachable" });
        World.StandIn.Faults.Add(new Fault(FaultKind.Throttle, "SendMessage", nth: 2) { RetryAfter = 60 });
        var session = Session("Duo");
        (await AmazonQ.SendMessageAsync(session, new ChatMessage("Why?"), SilenceLimit, Cancellation)).Failure.ShouldNotBeNull().Members["reason"]
            .ShouldBe("gitLabInstanceUnreachable");
        (await AmazonQ.SendMessageAsync(session, new ChatMessage("Why?"), SilenceLimit, Cancellation)).Failure.ShouldNotBeNull().RetryAfter
            .ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact(Timeout = 30_000)]
    public async Task Silence_within_an_answer_ends_it()
    {
        World.StandIn.Faults.Add(new Fault(FaultKind.Hold, "SendMessage") { Frames = 3 });
        using var waiting = new AwsClients(new AwsTarget("us-east-1", World.StandIn.Url), new SocketsHttpHandler(), World.Clock);
        (await waiting.AmazonQ.SendMessageAsync(Session("Duo"), new ChatMessage("Why?"), SilenceLimit, TestContext.Current.CancellationToken))
            .TryGet(out var answer, out _).ShouldBeTrue();
        await using var giving = answer;
        await using var events = answer.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        (await events.MoveNextAsync()).ShouldBeTrue();
        (await events.MoveNextAsync()).ShouldBeTrue();

        var next = events.MoveNextAsync();
        World.Clock.Advance(SilenceLimit);
        (await next).ShouldBeTrue();
        events.Current.Failure.ShouldNotBeNull().Code.ShouldBe("Timeout");
    }

    // The client would wait for ever to read on before it lets go, and so would this test.
    [Fact(Timeout = 30_000)]
    public async Task Giving_an_answer_up_ends_its_connection()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var transport = new SocketsHttpHandler { ResponseDrainTimeout = Timeout.InfiniteTimeSpan };
        using var direct = new AwsClients(new AwsTarget("us-east-1", new Uri($"http://{server.LocalEndpoint}/")), transport, TimeProvider.System);
        var asking = direct.AmazonQ.SendMessageAsync(Session("Duo"), new ChatMessage("Why?"), SilenceLimit, TestContext.Current.CancellationToken);

        using var connection = await server.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await using var wire = new NetworkStream(connection);
        var frame = EventFrame.InitialResponse();
        await wire.WriteAsync(
            (byte[])[.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {EventFrame.MediaType}\r\nTransfer-Encoding: chunked\r\n\r\n{frame.Length:x}\r\n"), .. frame, 13, 10],
            TestContext.Current.CancellationToken);
        (await asking).TryGet(out var answer, out _).ShouldBeTrue();
        await answer.DisposeAsync();

        var request = new byte[64 * 1024];
        try
        {
            while (await wire.ReadAsync(request, TestContext.Current.CancellationToken) > 0)
            {
                // What was asked; then the end.
            }
        }
        catch (IOException)
        {
            // A reset is an end, too.
        }
    }

    private RoleSession Session(string role)
    {
        var keys = World.Session(role);
        return new RoleSession(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken!, DateTimeOffset.MaxValue, $"arn:aws:sts::111122223333:assumed-role/{role}/gitlab");
    }

    private async Task<ChatStream> AskAsync(RoleSession session, ChatMessage message) =>
        (await AmazonQ.SendMessageAsync(session, message, SilenceLimit, Cancellation)).TryGet(out var answer, out var failure)
            ? answer
            : throw new InvalidOperationException($"{failure}");

    private static async Task<(string Words, AwsFailure? Failure)> WordsAsync(ChatStream answer)
    {
        var (words, failure) = ("", (AwsFailure?)null);
        await foreach (var e in answer.WithCancellation(Cancellation))
        {
            if (e.TryGet(out var known, out failure) && known is ChatText text) words += text.Text;
        }

        return (words, failure);
    }
}
