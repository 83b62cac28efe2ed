namespace Aqueduct.Aws.Calling;

/// <summary>Which failures are worth another attempt, and when.</summary>
internal static class Retries
{
    public const int Attempts = 4;

    private static readonly TimeSpan FirstCeiling = TimeSpan.FromMilliseconds(500);

    // Whoever asks for a longer pause than this is obeyed by giving up: the caller knows whether there is time.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <param name="attempt">The one that failed; 0 for the first.</param>
    /// <param name="repeatable">Whether an attempt of unknown outcome may be repeated.</param>
    /// <returns>How long to wait before the next attempt; null when there is none.</returns>
    public static TimeSpan? PauseAfter(AwsFailure failure, int attempt, bool repeatable) =>
        attempt < Attempts - 1 && IsWorthwhile(failure, repeatable)
            ? Longer(Delay(attempt, Random.Shared.NextDouble()), failure.RetryAfter ?? default)
            : null;

    /// <summary>Exponential back-off with full jitter: anything from nothing to 0.5 s, 1 s, 2 s.</summary>
    /// <param name="attempt">0 for the first retry.</param>
    /// <param name="chance">0 to 1.</param>
    internal static TimeSpan Delay(int attempt, double chance) => FirstCeiling * (1 << attempt) * chance;

    internal static bool IsWorthwhile(AwsFailure failure, bool repeatable) =>
        !(failure.RetryAfter > LongestPause) && (IsRefusedForNow(failure) || (repeatable && IsOfUnknownOutcome(failure)));

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    // Refused before anything was executed: safe for every call.
    private static bool IsRefusedForNow(AwsFailure failure) =>
        failure.Kind is AwsFailureKind.Throttled
        || failure is { Kind: AwsFailureKind.Unreachable, Code: NoAnswer.NotConnected }
        || failure.Code is "ConcurrentModification" or "ConcurrentModificationException" or "IDPCommunicationError";

    private static bool IsOfUnknownOutcome(AwsFailure failure) =>
        failure.Kind is AwsFailureKind.ServerFault
        || (failure.Kind is AwsFailureKind.Unreachable && (failure.Code is "Timeout" or "NoAnswer" || failure.Status >= 500));
}
