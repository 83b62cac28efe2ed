using System.Globalization;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>Takes an event from GitLab. The same <c>clientToken</c> again is answered alike and does nothing.</summary>
internal static class SendEvent
{
    public static AwsAnswer Run(AwsCall call)
    {
        var received = Read(call);
        EncryptionConfiguration.Encrypt(call);
        call.World.Change(world =>
        {
            var region = world.AmazonQ.In(call.Region);
            var connection = region.Connection ?? throw AmazonQErrors.NoConnection();
            var earlier = region.Events.Find(e => e.ClientToken == received.ClientToken);
            if (earlier?.Repeats(received) == false)
                throw AmazonQErrors.Invalid("The clientToken was used for another event.", "invalidParameter");
            if (earlier is not null) return;
            Grants.CheckUsable(region.Grants.GetValueOrDefault(call.Caller.Arn), connection, call.Time);
            region.Keep(received);
        });
        return AwsAnswer.Of(new JsonObject
        {
            ["clientToken"] = received.ClientToken,
            ["providerId"] = received.ProviderId,
            ["eventId"] = received.EventId,
            ["eventVersion"] = received.EventVersion,
        });
    }

    private static ReceivedEvent Read(AwsCall call)
    {
        var input = call.Json;
        var (clientToken, providerId) = (input.Text("clientToken"), input.Text("providerId"));
        var (eventId, eventVersion, payload) = (input.Text("eventId"), input.Text("eventVersion"), input.Blob("event"));
        AmazonQInput.Validate(constraints =>
        {
            constraints.Required("clientToken", clientToken);
            constraints.Length("clientToken", clientToken, 1, 256);
            constraints.Required("providerId", providerId);
            constraints.OneOf("providerId", providerId, "GITLAB");
            constraints.Required("eventId", eventId);
            constraints.Length("eventId", eventId, 1, 32);
            constraints.Required("eventVersion", eventVersion);
            constraints.Length("eventVersion", eventVersion, 1, 11);
            constraints.Required("event", payload is null ? null : "");
            if (payload is { Length: 0 or > 25_000_000 })
                constraints.Violated("event", string.Create(CultureInfo.InvariantCulture, $"{payload.Length} bytes"), "Member must have length between 1 and 25000000");
        });
        return new ReceivedEvent
        {
            ClientToken = clientToken!,
            ProviderId = providerId!,
            EventId = eventId!,
            EventVersion = eventVersion!,
            Event = payload!,
            Caller = call.Caller.Arn,
            Received = call.Time,
        };
    }
}
