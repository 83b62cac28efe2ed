namespace Aqueduct.Aws.QDeveloper;

/// <summary>A question with what was said before. <see cref="ToString"/> shows nothing of either.</summary>
/// <param name="Content">At most 600,000 characters.</param>
public sealed record ChatMessage(string Content)
{
    /// <summary>Of an earlier <see cref="ChatMetadata"/>, to go on with that conversation; null begins one.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The oldest first; at most 100.</summary>
    public IReadOnlyList<ChatTurn> History { get; init; } = [];

    public override string ToString() => $"{Content.Length} characters, {History.Count} turns before";
}

public enum ChatSpeaker
{
    User,
    Assistant,
}

/// <summary>What one side said earlier. <see cref="ToString"/> does not repeat it.</summary>
/// <param name="Content">At most 600,000 characters of the user, 100,000 of the assistant.</param>
public sealed record ChatTurn(ChatSpeaker Speaker, string Content)
{
    public override string ToString() => $"{Speaker}, {Content.Length} characters";
}

internal sealed record SendMessageInput(ContentShape Message, string? ConversationId, IReadOnlyList<TurnShape>? History)
{
    public static SendMessageInput Of(ChatMessage message) => new(
        new ContentShape(message.Content), message.ConversationId, message.History.Count == 0 ? null : [.. message.History.Select(TurnShape.Of)]);
}

/// <summary>A union: exactly one of the two.</summary>
internal sealed record TurnShape(ContentShape? UserInputMessage = null, ContentShape? AssistantResponseMessage = null)
{
    public static TurnShape Of(ChatTurn turn) => turn.Speaker is ChatSpeaker.User
        ? new TurnShape(UserInputMessage: new ContentShape(turn.Content))
        : new TurnShape(AssistantResponseMessage: new ContentShape(turn.Content));
}

internal sealed record ContentShape(string Content);
