using Aqueduct.Setup;

namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>An event leased to this process for one attempt.</summary>
/// <param name="Attempts">Begun so far, this one included.</param>
internal sealed record ClaimedEvent(long Id, string OrderKey, string CorrelationId, int Attempts);

/// <summary>What becomes of an event after an attempt.</summary>
internal abstract record Settlement(ClaimedEvent Claimed)
{
    /// <summary>It leaves the storage.</summary>
    public sealed record Delivered(ClaimedEvent Claimed) : Settlement(Claimed);

    /// <param name="Failure">Null: the attempt was not made, or not finished; what is known of an earlier one stays.</param>
    public sealed record Postponed(ClaimedEvent Claimed, DateTimeOffset DueAt, Failure? Failure) : Settlement(Claimed);

    /// <summary>It is kept as a dead letter, without its code.</summary>
    public sealed record Dead(ClaimedEvent Claimed, Failure Failure) : Settlement(Claimed);
}
