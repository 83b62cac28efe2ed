namespace Aqueduct.Aws.QDeveloper;

/// <summary>A part of an answer.</summary>
public abstract record ChatEvent;

/// <summary>The next words. <see cref="ToString"/> does not repeat them.</summary>
public sealed record ChatText(string Text) : ChatEvent
{
    public override string ToString() => $"{Text.Length} characters";
}

/// <summary>Public code that the answer resembles.</summary>
public sealed record ChatReferences(IReadOnlyList<CodeReference> References) : ChatEvent;

/// <param name="ConversationId">For the next question of the same conversation.</param>
/// <param name="UtteranceId">Names this answer.</param>
public sealed record ChatMetadata(string ConversationId, string? UtteranceId) : ChatEvent;

internal sealed record MetadataShape(string? ConversationId = null, string? UtteranceId = null);

internal sealed record ReferencesShape(IReadOnlyList<ReferenceShape>? References = null);
