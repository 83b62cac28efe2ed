namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>An event that SendEvent accepted.</summary>
internal sealed class ReceivedEvent
{
    public required string ClientToken { get; init; }

    public required string ProviderId { get; init; }

    public required string EventId { get; init; }

    public required string EventVersion { get; init; }

    public required byte[] Event { get; init; }

    /// <summary>ARN of the sender.</summary>
    public required string Caller { get; init; }

    public required DateTimeOffset Received { get; init; }

    /// <summary>Whether the other one is the same request; its time may differ.</summary>
    public bool Repeats(ReceivedEvent other) =>
        ClientToken == other.ClientToken && ProviderId == other.ProviderId && EventId == other.EventId && EventVersion == other.EventVersion
        && Caller == other.Caller && Event.AsSpan().SequenceEqual(other.Event);
}
