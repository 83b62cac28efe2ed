using Aqueduct.Aws.Credentials;
using Aqueduct.Aws.Protocols;
using Aqueduct.Aws.Sts;

namespace Aqueduct.Aws.QDeveloper;

/// <summary>What people get from Amazon Q: events handed over, code recommended, questions answered.</summary>
public sealed partial class AmazonQClient
{
    // An event of 25 MB needs its time on the way, a recommendation in the making.
    private static readonly TimeSpan DataLimit = TimeSpan.FromSeconds(30);

    private static readonly JsonOperation<SendEventInput, NoMembers> Event = new(
        "SendEvent", QDeveloperJson.Default.SendEventInput, QDeveloperJson.Default.NoMembers, Repeatable: true, DataLimit);

    private static readonly JsonOperation<RecommendationsInput, RecommendationsOutput> Recommend = new(
        "GenerateCodeRecommendations",
        QDeveloperJson.Default.RecommendationsInput,
        QDeveloperJson.Default.RecommendationsOutput,
        Repeatable: true,
        DataLimit);

    private static readonly JsonOperation<SendMessageInput, NoMembers> Message = new(
        "SendMessage", QDeveloperJson.Default.SendMessageInput, QDeveloperJson.Default.NoMembers, Repeatable: false);

    /// <summary>Repeated safely: Amazon Q takes a client token once.</summary>
    public async Task<AwsResult<Done>> SendEventAsync(RoleSession session, QEvent e, CancellationToken cancellationToken) =>
        (await amazonQ.CallAsync(
            Event, new SendEventInput(e.ClientToken, "GITLAB", e.EventId, "1.0", e.Event), new SessionCredentials(session), cancellationToken))
        .Map(_ => default(Done));

    /// <returns>The best first; empty when Amazon Q has no idea.</returns>
    public async Task<AwsResult<IReadOnlyList<CodeRecommendation>>> GenerateCodeRecommendationsAsync(
        RoleSession session, CodeContext context, CancellationToken cancellationToken)
    {
        var file = new FileContextShape(context.Left, context.Right, context.FileName, new LanguageShape(context.Language));
        return (await amazonQ.CallAsync(
                Recommend, new RecommendationsInput(file, MaxResults: 1), new SessionCredentials(session), cancellationToken, Quotable(context.Left, context.Right)))
            .Map<IReadOnlyList<CodeRecommendation>>(
                o => [.. (o.Recommendations ?? []).Select(r => new CodeRecommendation(r.Content, ReferenceShape.Read(r.References)))]);
    }

    /// <summary>
    /// Asks, and gives the answer as it comes. What Amazon Q refuses is a failure here, not an event. Repeated only where the question was not
    /// taken, or outside of a conversation: within one it would be asked twice.
    /// </summary>
    /// <param name="silenceLimit">How long until the answer begins, and from each event to the next.</param>
    public async Task<AwsResult<ChatStream>> SendMessageAsync(
        RoleSession session, ChatMessage message, TimeSpan silenceLimit, CancellationToken cancellationToken) =>
        (await amazonQ.OpenAsync(
            Message with { Repeatable = message.ConversationId is null },
            SendMessageInput.Of(message),
            new SessionCredentials(session),
            silenceLimit,
            cancellationToken,
            Quotable([message.Content, .. message.History.Select(t => t.Content)])))
        .Map(events => new ChatStream(events));

    // A few characters are nobody's secret, and hiding them would make holes in AWS's own words.
    private static IReadOnlyList<string> Quotable(params IEnumerable<string> contents) => [.. contents.Where(c => c.Length >= 16)];
}
