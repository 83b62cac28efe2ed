using Aqueduct.Setup;

namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>Hands an event to Amazon Q.</summary>
internal delegate Task<DeliveryResult> DeliverEvent(GatewayEvent e, CancellationToken cancellationToken);

/// <summary>What came of one attempt.</summary>
internal abstract record DeliveryResult
{
    private DeliveryResult()
    {
    }

    public sealed record Delivered : DeliveryResult;

    /// <summary>Another attempt may succeed.</summary>
    /// <param name="RetryAfter">Amazon Q asked not to be called before that.</param>
    public sealed record RetryLater(Failure Failure, TimeSpan? RetryAfter = null) : DeliveryResult;

    /// <summary>No attempt can succeed until somebody has done something.</summary>
    public sealed record Final(Failure Failure) : DeliveryResult;
}
