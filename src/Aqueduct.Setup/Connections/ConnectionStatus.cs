namespace Aqueduct.Setup.Connections;

public enum ConnectionState
{
    /// <summary>Nothing of ours is registered.</summary>
    NotConnected,

    /// <summary>A change was cut short; what stands at Amazon Q is unknown until it is run again.</summary>
    Interrupted,

    /// <summary>Registered, but nobody has consented yet, or not any more: Amazon Q cannot enter GitLab.</summary>
    Incomplete,

    /// <summary>Registered, and a person's consent was handed over; <c>connection verify</c> proves that both still hold.</summary>
    Connected,
}

/// <summary>What is known of the connection without asking AWS. Holds no secret.</summary>
/// <param name="RegisteredAt">When it was last written.</param>
/// <param name="LastCall">The last call of the connection that came through the server.</param>
public sealed record ConnectionStatus(
    ConnectionState State, string? RoleArn = null, string? InstanceUrl = null, string? ClientId = null, string? RedirectUrl = null,
    DateTimeOffset? RegisteredAt = null, DateTimeOffset? ConsentAt = null, ConnectionCall? LastCall = null);

/// <summary>A call of the connection that the server answered.</summary>
/// <param name="Status">The HTTP status it was answered with.</param>
/// <param name="CorrelationId">Also in the server's log, and shown to whoever called.</param>
public sealed record ConnectionCall(string Route, int Status, DateTimeOffset At, string CorrelationId);

/// <summary>What connect or disconnect came to.</summary>
/// <param name="Note">What was done, as a sentence.</param>
/// <param name="ConsentUrl">Where a person consents; null when nobody has to.</param>
/// <param name="ConsentUntil">When <paramref name="ConsentUrl"/> ends.</param>
public sealed record ConnectionOutcome(ConnectionStatus Status, string Note, string? ConsentUrl = null, DateTimeOffset? ConsentUntil = null);
