using System.Text.Json;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>The input of SendMessage, within the model's bounds.</summary>
/// <param name="Earlier">How many messages of the same talk came with it.</param>
internal sealed record Question(string Content, string? ConversationId, int Earlier)
{
    public static Question Read(JsonElement input)
    {
        var message = input.Structure("message");
        var (content, conversationId, history) = (message?.Text("content"), input.Text("conversationId"), input.List("history") ?? []);
        AmazonQInput.Validate(constraints =>
        {
            constraints.Required("message", message is null ? null : "");
            if (message is not null) constraints.Required("message.content", content);
            constraints.SensitiveLength("message.content", content, 0, 600_000);
            constraints.Length("conversationId", conversationId, 1, 128);
            if (history.Count > 100) constraints.ViolatedSensitive("history", "Member must have length less than or equal to 100");
            for (var i = 0; i < history.Count; i++) Check(constraints, $"history.{i + 1}.member", history[i]);
        });
        return new Question(content!, conversationId, history.Count);
    }

    private static void Check(Constraints constraints, string member, JsonElement item)
    {
        var (user, assistant) = (item.Structure("userInputMessage"), item.Structure("assistantResponseMessage"));
        if (user is null == assistant is null)
        {
            constraints.ViolatedSensitive(member, "Member must have exactly one of userInputMessage, assistantResponseMessage");
            return;
        }
        var (name, content) = user is null ? ("assistantResponseMessage", assistant!.Value.Text("content")) : ("userInputMessage", user.Value.Text("content"));
        constraints.Required($"{member}.{name}.content", content);
        constraints.SensitiveLength($"{member}.{name}.content", content, 0, user is null ? 100_000 : 600_000);
    }
}
