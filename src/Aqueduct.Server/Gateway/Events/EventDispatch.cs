using Aqueduct.Aws;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.Server.Gateway.AmazonQ;
using Aqueduct.Server.Gateway.Outbox;
using Aqueduct.Setup;

namespace Aqueduct.Server.Gateway.Events;

/// <summary>Hands one event to Amazon Q. The client token is the event's own: handed over twice, it is still one event.</summary>
internal sealed class EventDispatch(AmazonQCalls amazonQ, AmazonQClient client)
{
    /// <returns>Null when Amazon Q has it.</returns>
    public async Task<AwsFailure?> SendAsync(GatewayEvent handed, CancellationToken cancellationToken)
    {
        var user = new AmazonQUser(handed.RoleArn, handed.UserId, handed.Code);
        var sent = new QEvent(handed.EventId, handed.ClientToken, handed.Event);
        return (await amazonQ.CallAsync(user, (session, c) => client.SendEventAsync(session, sent, c), cancellationToken)).Failure;
    }

    /// <summary>For the outbox.</summary>
    public async Task<DeliveryResult> DeliverAsync(GatewayEvent handed, CancellationToken cancellationToken) =>
        await SendAsync(handed, cancellationToken) switch
        {
            null => new DeliveryResult.Delivered(),
            var failure when AwsRefusals.IsPassing(failure) => Later(failure),
            var failure => new DeliveryResult.Final(Explain(failure)),
        };

    public static DeliveryResult.RetryLater Later(AwsFailure failure) => new(Explain(failure), AwsRefusals.Of(failure).RetryAfter);

    private static Failure Explain(AwsFailure failure)
    {
        var (text, cure) = AwsRefusals.Explain(failure);
        return new("amazon-q-refused", text, cure ?? "Repeat the command.");
    }
}
