namespace Aqueduct.Server.Gateway.Outbox;

/// <param name="MostWaiting">How many events may wait before further ones are refused.</param>
/// <param name="MostAtOnce">How many are attempted at the same time by one process.</param>
internal sealed record OutboxLimits(int MostWaiting = 100_000, int MostAtOnce = 16);
