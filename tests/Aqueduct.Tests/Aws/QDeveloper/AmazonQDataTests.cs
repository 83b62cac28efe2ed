using System.Text;
using System.Text.Json;
using Aqueduct.Aws;
using Aqueduct.Aws.QDeveloper;

namespace Aqueduct.Tests.Aws.QDeveloper;

public sealed class AmazonQDataTests
{
    private const string Throttled = """{"__type":"ThrottlingException","errorCode":"ThrottlingException","message":"Rate exceeded"}""";
    private const string Broken = """{"__type":"InternalServerException","message":"broken"}""";

    private readonly LeapingClock clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_of_unknown_outcome_is_sent_again_with_the_same_token()
    {
        var transport = RecordingTransport.Answering(Answer(Broken, 500), Answer("{}"));
        using var clients = new AwsTestClients(transport, clock);
        var sent = new QEvent("Quick Action", "token-1", Encoding.UTF8.GetBytes("""{"command":"dev"}"""));

        (await clients.Aws.AmazonQ.SendEventAsync(AwsTestClients.Session, sent, Cancellation)).Failure.ShouldBeNull();

        transport.Requests.Select(r => JsonDocument.Parse(r.Body).RootElement.GetProperty("clientToken").GetString()).ShouldBe(["token-1", "token-1"]);
    }

    [Fact]
    public async Task A_recommendation_comes_with_its_references_and_without_what_nobody_asked_for()
    {
        var (recommendations, failure) = await RecommendAsync(Answer(
            """
            {"CodeRecommendations":[{"content":"a","references":[{"licenseName":"MIT","recommendationContentSpan":{"start":0,"end":1}}],"mostRelevantMissingImports":[{"statement":"using A;"}]},
            {"content":"b"}],"nextToken":"eA=="}
            """));
        failure.ShouldBeNull();
        recommendations!.Select(r => r.Content).ShouldBe(["a", "b"]);
        recommendations![0].References.ShouldBe([new CodeReference("MIT", null, null, (0, 1))]);
        recommendations[1].References.ShouldBeEmpty();
        (await RecommendAsync(Answer("{}"))).Recommendations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Code_that_AWS_repeats_is_hidden()
    {
        var (_, failure) = await RecommendAsync(Answer("""{"__type":"ValidationException","message":"Value 'var secret = 42;;' at 'leftFileContent'","reason":"other"}""", 400));
        failure.ShouldNotBeNull().Message.ShouldBe("Value '***' at 'leftFileContent'");
    }

    [Fact]
    public async Task A_pause_AWS_asks_for_is_kept()
    {
        var (_, failure) = await RecommendAsync(Answer(Throttled, 400, ("Retry-After", "1")), Answer("{}"));
        failure.ShouldBeNull();
        clock.Waits.ShouldHaveSingleItem().ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_pause_that_is_over_is_none()
    {
        var refusals = Enumerable.Range(0, 4).Select(_ => Answer(Throttled, 400, ("Retry-After", "Sun, 01 Mar 2026 11:00:00 GMT")));
        var (_, failure) = await RecommendAsync([.. refusals]);
        failure.ShouldNotBeNull().RetryAfter.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("30")]
    [InlineData("Sun, 01 Mar 2026 12:00:30 GMT")]
    public async Task A_pause_longer_than_the_call_may_take_is_told_to_the_caller(string retryAfter)
    {
        var (_, failure) = await RecommendAsync(Answer(Throttled, 400, ("Retry-After", retryAfter)), Answer("{}"));
        failure.ShouldNotBeNull().RetryAfter.ShouldBe(TimeSpan.FromSeconds(30));
        clock.Waits.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, 4)]
    [InlineData("c-1", 1)]
    public async Task A_question_of_a_conversation_is_not_asked_twice(string? conversationId, int attempts)
    {
        var transport = new RecordingTransport(_ => Task.FromResult(Answer(Broken, 500)));
        using var clients = new AwsTestClients(transport, clock);
        (await clients.Aws.AmazonQ.SendMessageAsync(
            AwsTestClients.Session, new ChatMessage("why?") { ConversationId = conversationId }, TimeSpan.FromSeconds(10), Cancellation))
            .Failure.ShouldNotBeNull().Kind.ShouldBe(AwsFailureKind.ServerFault);
        transport.Requests.Count.ShouldBe(attempts);
    }

    [Fact]
    public void Nothing_of_code_or_words_shows_in_a_text_of_them()
    {
        const string secret = "my secret";
        object[] shown =
        [
            new QEvent("e", "t", Encoding.UTF8.GetBytes(secret)), new CodeContext(secret, secret, secret, "go"), new CodeRecommendation(secret, []),
            new ChatMessage(secret) { History = [new(ChatSpeaker.User, secret)] }, new ChatTurn(ChatSpeaker.User, secret), new ChatText(secret),
        ];
        shown.ShouldAllBe(o => !o.ToString()!.Contains(secret, StringComparison.Ordinal));
    }

    private static HttpResponseMessage Answer(string body, int status = 200, params (string Name, string Value)[] headers) =>
        RecordingTransport.Answer(body, status, "application/x-amz-json-1.0", headers);

    private async Task<(IReadOnlyList<CodeRecommendation>? Recommendations, AwsFailure? Failure)> RecommendAsync(params HttpResponseMessage[] answers)
    {
        using var clients = new AwsTestClients(RecordingTransport.Answering(answers), clock);
        return (await clients.Aws.AmazonQ.GenerateCodeRecommendationsAsync(
            AwsTestClients.Session, new CodeContext("var secret = 42;;", "", "A.cs", "csharp"), Cancellation)).TryGet(out var recommendations, out var failure)
            ? (recommendations, null)
            : (null, failure);
    }
}
