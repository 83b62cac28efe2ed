using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>Each person's chat, its last 50 messages, lost when the stand-in stops.</summary>
internal sealed class ChatHistory
{
    private const int Kept = 50;
    private readonly Lock gate = new();
    private readonly Dictionary<long, List<JsonObject>> chats = [];

    public IReadOnlyList<JsonObject> Of(long userId)
    {
        lock (gate) return [.. chats.GetValueOrDefault(userId, [])];
    }

    public void Add(long userId, JsonObject question, string answer)
    {
        lock (gate)
            chats[userId] = [.. chats.GetValueOrDefault(userId, []).Append(question).Append(new JsonObject { ["role"] = "assistant", ["content"] = answer }).TakeLast(Kept)];
    }

    public void Forget(long userId)
    {
        lock (gate) chats.Remove(userId);
    }
}
