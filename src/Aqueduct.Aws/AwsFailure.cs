namespace Aqueduct.Aws;

/// <summary>What a caller can do about a failed AWS call; the code itself stays in <see cref="AwsFailure.Code"/>.</summary>
public enum AwsFailureKind
{
    /// <summary>The caller lacks a permission, or STS refused the trust (403).</summary>
    Denied,

    /// <summary>The signature, its time or the credentials were not accepted: wrong key, skewed clock, expired session.</summary>
    CredentialsRejected,

    NotFound,
    AlreadyExists,

    /// <summary>Somebody changes the same thing now, or it is still in use.</summary>
    Conflict,

    /// <summary>A value was refused; never worth a retry.</summary>
    Invalid,

    LimitExceeded,
    Throttled,

    /// <summary>AWS answered 5xx.</summary>
    ServerFault,

    /// <summary>No answer of AWS: DNS, connect, TLS, time-out, or something else answered.</summary>
    Unreachable,
}

/// <summary>A failed AWS call as a value.</summary>
/// <param name="Kind">What a caller can do about it.</param>
/// <param name="Service">Signing name of the service, such as <c>iam</c>.</param>
/// <param name="Operation">Name of the API operation, such as <c>CreateRole</c>.</param>
/// <param name="Code">AWS's error code, such as <c>NoSuchEntity</c>; for <see cref="AwsFailureKind.Unreachable"/> the cause in one word.</param>
/// <param name="Message">AWS's own text.</param>
/// <param name="Status">HTTP status; 0 when nothing answered.</param>
/// <param name="RequestId">AWS's request ID, for a support case.</param>
public sealed record AwsFailure(
    AwsFailureKind Kind, string Service, string Operation, string Code, string Message, int Status = 0, string? RequestId = null)
{
    /// <summary>Modelled members of the error beside code and message, such as <c>reason</c> (AWS JSON only).</summary>
    public IReadOnlyDictionary<string, string> Members { get; init; } = new Dictionary<string, string>();

    /// <summary>How long AWS asks to wait (<c>Retry-After</c>); null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The IAM action the call needs, such as <c>iam:CreateRole</c>.</summary>
    public string Action => $"{Service}:{Operation}";

    public override string ToString() =>
        RequestId is null ? $"{Action}: {Code}: {Message}" : $"{Action}: {Code}: {Message} (request {RequestId})";
}
