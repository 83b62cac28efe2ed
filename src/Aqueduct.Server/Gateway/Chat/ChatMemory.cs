using System.Security.Cryptography;
using System.Text;
using Aqueduct.Aws.QDeveloper;

namespace Aqueduct.Server.Gateway.Chat;

/// <summary>
/// Which conversation of Amazon Q a chat of GitLab goes on with. GitLab names no chat, but sends what was said: the last answer, and the
/// question before it, tell. What is forgotten costs nothing but a new conversation, since the history goes along anyway.
/// </summary>
internal sealed class ChatMemory
{
    private const int Most = 10_000;

    private readonly Dictionary<string, string> conversations = new(StringComparer.Ordinal);
    private readonly Queue<string> oldest = new();

    /// <returns>Null: a new conversation.</returns>
    public string? Find(string user, ChatRequest request)
    {
        if (request.History is not [.., { Speaker: ChatSpeaker.User } asked, { Speaker: ChatSpeaker.Assistant } answered])
            return null;
        lock (conversations)
            return conversations.GetValueOrDefault(KeyOf(user, asked.Content, answered.Content));
    }

    /// <param name="question">As the person typed it: GitLab repeats that, not the material around it.</param>
    public void Remember(string user, string question, string answer, string conversationId)
    {
        var key = KeyOf(user, question, answer);
        lock (conversations)
        {
            if (!conversations.TryAdd(key, conversationId))
            {
                conversations[key] = conversationId;
                return;
            }

            oldest.Enqueue(key);
            if (oldest.Count > Most)
                conversations.Remove(oldest.Dequeue());
        }
    }

    /// <summary>A hash: what people say is not kept.</summary>
    private static string KeyOf(string user, string question, string answer)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in (ReadOnlySpan<string>)[user, question, answer])
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData([0xFF]); // no UTF-8 holds it
        }

        return Convert.ToBase64String(hash.GetHashAndReset());
    }
}
