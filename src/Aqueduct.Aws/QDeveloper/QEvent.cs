namespace Aqueduct.Aws.QDeveloper;

/// <summary>What GitLab tells Amazon Q. <see cref="ToString"/> shows nothing of the event.</summary>
/// <param name="EventId">Kind of event, such as <c>Quick Action</c>; 1 to 32 characters.</param>
/// <param name="ClientToken">1 to 256 characters; the same token twice is one event.</param>
/// <param name="Event">JSON in UTF-8; 1 to 25,000,000 bytes.</param>
public sealed record QEvent(string EventId, string ClientToken, ReadOnlyMemory<byte> Event)
{
    public override string ToString() => $"{EventId} {ClientToken}, {Event.Length} bytes";
}

internal sealed record SendEventInput(string ClientToken, string ProviderId, string EventId, string EventVersion, ReadOnlyMemory<byte> Event);
