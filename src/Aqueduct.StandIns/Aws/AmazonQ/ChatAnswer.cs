using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>The same answer to the same question at the same point of a conversation.</summary>
internal static class ChatAnswer
{
    private const string Code = "```\nreturn 42;\n```";
    private const int PieceLength = 24;
    private const int MostRepeated = 400;

    public static IEnumerable<StreamEvent> To(Question question, string conversationId, int number)
    {
        yield return new StreamEvent("messageMetadataEvent", new JsonObject { ["conversationId"] = conversationId, ["utteranceId"] = $"utterance-{number}" });
        var text = $"Question {number} here, {question.Earlier} messages before. You asked: {Cut(question.Content, MostRepeated)}";
        var withCode = question.Content.Contains("code", StringComparison.OrdinalIgnoreCase);
        foreach (var piece in Pieces(withCode ? $"{text}\n{Code}" : text))
            yield return new StreamEvent("assistantResponseEvent", new JsonObject { ["content"] = piece });
        if (withCode)
            yield return new StreamEvent("codeReferenceEvent", new JsonObject { ["references"] = new JsonArray(Attribution.Of(text.Length + 1, Code.Length)) });
    }

    private static IEnumerable<string> Pieces(string text)
    {
        for (var rest = text; rest.Length > 0;)
        {
            var piece = Cut(rest, PieceLength);
            yield return piece;
            rest = rest[piece.Length..];
        }
    }

    // Not between the halves of one character.
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length + 1 : length)];
}
