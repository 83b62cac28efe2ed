using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aqueduct.Aws.EventStreams;

namespace Aqueduct.Aws.QDeveloper;

/// <summary>
/// An answer as it arrives, to be enumerated once. Every element is an event or the failure that ended the answer early: nothing follows a
/// failure, and an enumeration that ends without one was complete. Disposing gives the rest up and ends the request.
/// </summary>
public sealed class ChatStream : IAsyncEnumerable<AwsResult<ChatEvent>>, IAsyncDisposable
{
    private readonly EventStream events;

    internal ChatStream(EventStream events) => this.events = events;

    public async IAsyncEnumerator<AwsResult<ChatEvent>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (!(await events.NextAsync(cancellationToken)).TryGet(out var frame, out var failure))
            {
                yield return failure;
                yield break;
            }

            if (frame is null)
            {
                yield break;
            }

            if (Read(frame) is not { } read)
            {
                continue;
            }

            yield return read;
            if (read.Failure is not null)
            {
                yield break;
            }
        }
    }

    public ValueTask DisposeAsync() => events.DisposeAsync();

    // Null for the events that are no part of an answer to a person, and for those of newer models.
    private AwsResult<ChatEvent>? Read(Frame frame) => frame.String(":event-type"u8) switch
    {
        "assistantResponseEvent" => Read(frame, QDeveloperJson.Default.ContentShape, e => new ChatText(e.Content)),
        "codeReferenceEvent" => Read(frame, QDeveloperJson.Default.ReferencesShape, e => new ChatReferences(ReferenceShape.Read(e.References))),
        "messageMetadataEvent" => Read(
            frame, QDeveloperJson.Default.MetadataShape, e => e.ConversationId is null ? null : new ChatMetadata(e.ConversationId, e.UtteranceId)),
        "invalidStateEvent" or "error" => events.Reported(frame.String(":event-type"u8), frame),
        _ => null,
    };

    private AwsResult<ChatEvent>? Read<T>(Frame frame, JsonTypeInfo<T> type, Func<T, ChatEvent?> toEvent)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(frame.Payload.Span, type) is { } payload
                ? toEvent(payload) is { } known ? new AwsResult<ChatEvent>?(known) : null
                : events.Damaged("an event has no content");
        }
        catch (JsonException)
        {
            return events.Damaged("an event is not what its name says");
        }
    }
}
