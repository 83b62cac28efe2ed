namespace Aqueduct.StandIns.Aws;

/// <summary>A refusal as AWS would give it; thrown by an operation, written by the protocol it came in on.</summary>
/// <param name="code">AWS's error code.</param>
/// <param name="message">AWS's text.</param>
/// <param name="status">HTTP status.</param>
internal sealed class AwsError(string code, string message, int status = 400) : Exception(message)
{
    public string Code { get; } = code;

    public int Status { get; } = status;

    /// <summary>Seconds to wait before the next attempt; null when none are named.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Modelled members of an AWS JSON error, such as <c>reason</c>.</summary>
    public IReadOnlyDictionary<string, string> Members { get; init; } = new Dictionary<string, string>();
}
