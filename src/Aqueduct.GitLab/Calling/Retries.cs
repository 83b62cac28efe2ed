namespace Aqueduct.GitLab.Calling;

/// <summary>Which failures are worth another attempt, and when: exponential back-off with full jitter, or when GitLab says.</summary>
internal static class Retries
{
    public const int Most = 3;

    /// <summary>GitLab's limits count per minute; who asks for longer is not waited for.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstCeiling = TimeSpan.FromMilliseconds(500);

    /// <param name="retry">0 before the first retry.</param>
    /// <param name="isRepeatable">Whether a call of unknown outcome may be sent again.</param>
    /// <param name="chance">0 to 1.</param>
    /// <returns>Null when the failure stands.</returns>
    public static TimeSpan? DelayBefore(int retry, GitLabFailure failure, bool isRepeatable, double chance)
    {
        if (retry >= Most || !IsWorthwhile(failure, isRepeatable))
            return null;
        if (failure.RetryAfter is { } asked)
            return asked <= LongestWait ? asked : null;
        return FirstCeiling * (1 << retry) * chance;
    }

    private static bool IsWorthwhile(GitLabFailure failure, bool isRepeatable) => failure.Kind switch
    {
        GitLabFailureKind.RateLimited => true,
        GitLabFailureKind.ServerFault or GitLabFailureKind.Unreachable => failure.IsNotConnected || (failure.MayBeExecuted && isRepeatable),
        _ => false,
    };
}
