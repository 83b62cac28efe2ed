namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>One event GitLab gave us for Amazon Q.</summary>
/// <param name="OrderKey">Events of one key reach Amazon Q in the order they came: project, kind and number of the issue or merge request. No secret.</param>
/// <param name="RoleArn">The role in whose name it is sent.</param>
/// <param name="UserId">GitLab's global user ID of whoever caused it.</param>
/// <param name="EventId">Amazon Q's name of the event, such as <c>Quick Action</c>.</param>
/// <param name="ClientToken">The same for all attempts, and no other event's: Amazon Q recognises a repetition by it.</param>
/// <param name="Code">GitLab's authorization code, good for an hour. A secret.</param>
/// <param name="Event">The text Amazon Q gets. A secret.</param>
/// <param name="CorrelationId">GitLab's name of the request, by which its logs and ours are searched.</param>
/// <param name="Origin">Where a failure note would go; null when the event is of no issue or merge request.</param>
internal sealed record GatewayEvent(
    string OrderKey,
    string RoleArn,
    string UserId,
    string EventId,
    string ClientToken,
    string? Code,
    ReadOnlyMemory<byte> Event,
    string CorrelationId,
    EventOrigin? Origin,
    DateTimeOffset ReceivedAt)
{
    public override string ToString() => $"{EventId} of {OrderKey} (request {CorrelationId})";
}

/// <summary>The issue or merge request an event came from. Foreign text, not checked.</summary>
/// <param name="DiscussionId">The thread it was asked in; null or empty: in none.</param>
internal sealed record EventOrigin(string ProjectId, bool MergeRequest, string Iid, string? DiscussionId);
