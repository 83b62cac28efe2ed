using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Aqueduct.Aws;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.StandIns.Aws.Http;
using Microsoft.Extensions.Time.Testing;
using AwsError = Aqueduct.StandIns.Aws.AwsError;

namespace Aqueduct.Tests.Aws.QDeveloper;

/// <summary>Streams of bytes as Amazon Q would send them, written by the stand-in's writer, which shares nothing with the reader.</summary>
public sealed class ChatStreamTests : IDisposable
{
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider clock = new(AwsTestClients.Start);
    private readonly Pipe wire = new();
    private AwsTestClients? clients;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => clients?.Dispose();

    [Fact]
    public async Task The_answers_events_are_told_apart_and_unknown_ones_are_passed_over()
    {
        await SendAsync(
            EventFrame.InitialResponse(),
            Event("messageMetadataEvent", """{"conversationId":"c-1","utteranceId":"u-1"}"""),
            Event("messageMetadataEvent", "{}"),
            Event("followupPromptEvent", """{"followupPrompt":{"content":"and?"}}"""),
            Event("assistantResponseEvent", """{"content":"Grüße 😀","newer":1}"""),
            Event("codeReferenceEvent", """{"references":[{"licenseName":"MIT","repository":"r","url":"u","recommendationContentSpan":{"start":3,"end":9}},{"recommendationContentSpan":{"start":3}}]}"""),
            Event("codeReferenceEvent", "{}"));
        await wire.Writer.CompleteAsync();

        var events = (await ReadAllAsync()).ConvertAll(e => e.TryGet(out var known, out _) ? known : null);

        events.Count.ShouldBe(4);
        events[0].ShouldBe(new ChatMetadata("c-1", "u-1"));
        events[1].ShouldBe(new ChatText("Grüße 😀"));
        events[2].ShouldBeOfType<ChatReferences>().References.ShouldBe([new CodeReference("MIT", "r", "u", (3, 9)), new CodeReference(null, null, null, null)]);
        events[3].ShouldBeOfType<ChatReferences>().References.ShouldBeEmpty();
    }

    // The limit is for the day this breaks.
    [Fact(Timeout = 30_000)]
    public async Task Words_are_there_as_soon_as_their_frame_is()
    {
        await SendAsync(EventFrame.InitialResponse());
        await using var answer = await OpenAsync();
        await using var events = answer.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = events.MoveNextAsync();
        next.IsCompleted.ShouldBeFalse();

        await SendAsync(Event("assistantResponseEvent", """{"content":"first"}"""));
        (await next).ShouldBeTrue();
        events.Current.TryGet(out var first, out _).ShouldBeTrue();
        first.ShouldBe(new ChatText("first"));
    }

    [Fact]
    public async Task A_refusal_before_the_first_event_is_the_calls_refusal()
    {
        await SendAsync(EventFrame.Of(new AwsError("AccessDeniedException", "no") { Members = new Dictionary<string, string> { ["reason"] = "gitLabExpiredIdentity" } }));
        var failure = (await SendMessageAsync()).Failure.ShouldNotBeNull();
        failure.Kind.ShouldBe(AwsFailureKind.Denied);
        failure.Members["reason"].ShouldBe("gitLabExpiredIdentity");
        failure.ToString().ShouldBe("q:SendMessage: AccessDeniedException: no (request req-1)");
    }

    [Fact]
    public async Task An_exception_within_the_answer_is_its_last_element()
    {
        var (words, failure) = await FailAsync(EventFrame.Of(new AwsError("InternalServerException", "broken")), Event("assistantResponseEvent", """{"content":"never"}"""));
        words.ShouldBe("so far");
        (failure.Kind, failure.Code, failure.Message).ShouldBe((AwsFailureKind.ServerFault, "error", "broken"));
    }

    [Theory]
    [InlineData("ThrottlingException", AwsFailureKind.Throttled)]
    [InlineData("ValidationException", AwsFailureKind.Invalid)]
    [InlineData("ANewOne", AwsFailureKind.ServerFault)]
    public async Task An_exception_is_of_its_kind_whatever_the_status_was(string code, AwsFailureKind kind) =>
        (await FailAsync(EventFrame.Of(new AwsError(code, "")))).Failure.Kind.ShouldBe(kind);

    [Fact]
    public async Task An_error_of_the_transport_is_told_with_its_code_and_text()
    {
        var (_, failure) = await FailAsync(Convert.FromHexString(EventStreams.Vectors.Error));
        failure.ToString().ShouldBe("q:SendMessage: code: message (request req-1)");
    }

    [Fact]
    public async Task An_invalid_state_is_a_failure_and_no_empty_answer()
    {
        var (_, failure) = await FailAsync(Event("invalidStateEvent", """{"reason":"INVALID_TASK_ASSIST_PLAN","message":"no plan"}"""));
        failure.ToString().ShouldBe("q:SendMessage: invalidStateEvent: no plan (request req-1)");
        failure.Members["reason"].ShouldBe("INVALID_TASK_ASSIST_PLAN");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"content":null}""")]
    [InlineData("{\"content\":\"half")]
    public async Task An_event_without_what_its_name_promises_is_damage(string payload) =>
        (await FailAsync(Event("assistantResponseEvent", payload))).Failure.Code.ShouldBe("Damaged");

    [Fact]
    public async Task A_stream_cut_within_a_frame_is_a_failure()
    {
        var (_, failure) = await FailAsync(Event("assistantResponseEvent", """{"content":"never"}""")[..20]);
        (failure.Kind, failure.Code).ShouldBe((AwsFailureKind.Unreachable, "Damaged"));
    }

    [Fact]
    public async Task A_connection_broken_between_frames_is_a_failure()
    {
        await SendAsync(EventFrame.InitialResponse());
        await using var answer = await OpenAsync();
        await wire.Writer.CompleteAsync(new IOException("reset"));
        (await ReadAllAsync(answer)).ShouldHaveSingleItem().Failure.ShouldNotBeNull().Code.ShouldBe("NoAnswer");
    }

    [Fact]
    public async Task Without_its_initial_response_a_stream_is_not_taken()
    {
        await SendAsync(Event("assistantResponseEvent", """{"content":"hello"}"""));
        (await SendMessageAsync()).Failure.ShouldNotBeNull().Code.ShouldBe("Damaged");
    }

    [Fact]
    public async Task Success_of_another_type_is_no_answer_of_AWS() =>
        (await SendMessageAsync(mediaType: "text/html")).Failure.ShouldNotBeNull().Code.ShouldBe("NotAws");

    [Fact(Timeout = 30_000)]
    public async Task Silence_between_events_ends_the_answer_however_long_it_lasted_before()
    {
        await SendAsync(EventFrame.InitialResponse());
        await using var answer = await OpenAsync();
        await using var events = answer.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        for (var i = 0; i < 3; i++)
        {
            var next = events.MoveNextAsync();
            clock.Advance(SilenceLimit - TimeSpan.FromSeconds(1));
            await SendAsync(Event("assistantResponseEvent", """{"content":"slow"}"""));
            (await next).ShouldBeTrue();
            events.Current.Failure.ShouldBeNull();
            clock.Advance(SilenceLimit); // the reader's own time does not count
        }

        var silent = events.MoveNextAsync();
        clock.Advance(SilenceLimit);
        (await silent).ShouldBeTrue();
        events.Current.Failure.ShouldNotBeNull().Code.ShouldBe("Timeout");
        (await events.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact(Timeout = 30_000)]
    public async Task A_caller_who_leaves_gets_a_cancellation_and_no_failure()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await SendAsync(EventFrame.InitialResponse());
        await using var answer = await OpenAsync();
        await using var events = answer.GetAsyncEnumerator(leaving.Token);
        var next = events.MoveNextAsync();
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => next.AsTask());
    }

    [Fact]
    public async Task What_was_asked_is_hidden_where_AWS_repeats_it()
    {
        await SendAsync(EventFrame.Of(new AwsError("ValidationException", "Value 'a question long enough' at 'message.content'")));
        (await SendMessageAsync()).Failure.ShouldNotBeNull().Message.ShouldBe("Value '***' at 'message.content'");
    }

    private static byte[] Event(string type, string payload) => EventFrame.Of(type, Encoding.UTF8.GetBytes(payload));

    private async Task<(string Words, AwsFailure Failure)> FailAsync(params byte[][] frames)
    {
        await SendAsync([EventFrame.InitialResponse(), Event("assistantResponseEvent", """{"content":"so far"}"""), .. frames]);
        await wire.Writer.CompleteAsync();
        var seen = await ReadAllAsync();
        seen.Count.ShouldBe(2);
        seen[0].TryGet(out var first, out _).ShouldBeTrue();
        return (first.ShouldBeOfType<ChatText>().Text, seen[1].Failure.ShouldNotBeNull());
    }

    private async Task SendAsync(params byte[][] frames)
    {
        foreach (var frame in frames) await wire.Writer.WriteAsync(frame, Cancellation);
    }

    private async Task<List<AwsResult<ChatEvent>>> ReadAllAsync()
    {
        await using var answer = await OpenAsync();
        return await ReadAllAsync(answer);
    }

    private static async Task<List<AwsResult<ChatEvent>>> ReadAllAsync(ChatStream answer)
    {
        var seen = new List<AwsResult<ChatEvent>>();
        await foreach (var e in answer) seen.Add(e);
        return seen;
    }

    private async Task<ChatStream> OpenAsync() => (await SendMessageAsync()).TryGet(out var answer, out var failure) ? answer : throw new InvalidOperationException($"{failure}");

    private Task<AwsResult<ChatStream>> SendMessageAsync(string mediaType = "application/vnd.amazon.eventstream")
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(wire.Reader.AsStream()) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        response.Headers.Add("x-amzn-requestid", "req-1");
        clients = new AwsTestClients(RecordingTransport.Answering(response), clock);
        return clients.Aws.AmazonQ.SendMessageAsync(AwsTestClients.Session, new ChatMessage("a question long enough"), SilenceLimit, Cancellation);
    }
}
