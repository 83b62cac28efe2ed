using System.Text;
using System.Text.Json;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.Server.Gateway.Http;

namespace Aqueduct.Server.Gateway.Chat;

/// <summary>What a person asks in GitLab's chat, with what was said before and what GitLab sends along. <see cref="ToString"/> shows nothing of it.</summary>
/// <param name="Typed">The person's own words.</param>
/// <param name="Question">Those, with the material before them.</param>
/// <param name="Categories">Of the context items; each needs a scope of its own.</param>
internal sealed record ChatRequest(string Typed, string Question, IReadOnlyList<ChatTurn> History, IReadOnlySet<string> Categories)
{
    /// <summary>Limits of Amazon Q. Source: the model of <c>SendMessage</c>.</summary>
    private const int MostContent = 600_000;
    private const int MostAnswer = 100_000;
    private const int MostTurns = 100;

    /// <returns>What is wrong, naming the field; null when <paramref name="asked"/> is there.</returns>
    public static string? Read(JsonElement request, out ChatRequest? asked)
    {
        asked = null;
        var turns = new List<ChatTurn>();
        var system = new StringBuilder();
        JsonElement last = default;
        var index = 0;
        foreach (var message in request.Items("messages"))
        {
            var role = message.Text("role");
            if (role is not ("user" or "assistant" or "system"))
                return $"messages.{index}.role: it must be user, assistant or system";
            var content = message.Text("content") ?? "";
            if (role is "system")
                system.Append(content).Append('\n');
            else if (content.Length > 0)
                turns.Add(new(role is "user" ? ChatSpeaker.User : ChatSpeaker.Assistant, content));
            if (role is "user")
                last = message;
            index++;
        }

        var question = turns.FindLastIndex(t => t.Speaker is ChatSpeaker.User);
        if (question < 0)
            return "messages: there is no question of a user";
        var context = ChatContext.Of(last);
        var most = MostContent - system.Length;
        asked = new(
            turns[question].Content,
            context.Before(turns[question].Content, system.ToString(), most),
            [.. turns.Take(question).TakeLast(MostTurns).Select(Cut)],
            context.Categories);
        return null;
    }

    public override string ToString() => $"{Question.Length} characters, {History.Count} turns before";

    private static ChatTurn Cut(ChatTurn turn) =>
        turn with { Content = TextCut.AtMost(turn.Content, turn.Speaker is ChatSpeaker.User ? MostContent : MostAnswer) };
}
