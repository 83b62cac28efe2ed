namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>The two loops of the outbox.</summary>
/// <param name="Retries">Something was stored, or an attempt has ended.</param>
/// <param name="Notes">Something has died.</param>
internal sealed record WakeUps(WakeUp Retries, WakeUp Notes);
