using System.Collections.Frozen;

namespace Aqueduct.Aws.Calling;

/// <summary>What a caller can do about an error code. Sources: botocore's models of IAM, STS and KMS; "Common Errors" of the IAM API Reference.</summary>
internal static class FailureKinds
{
    // Codes without the suffix "Exception", which AWS JSON adds to most of them.
    private static readonly FrozenDictionary<string, AwsFailureKind> Known = new Dictionary<string, AwsFailureKind>
    {
        ["AccessDenied"] = AwsFailureKind.Denied,
        ["NotAuthorized"] = AwsFailureKind.Denied,
        ["UnauthorizedOperation"] = AwsFailureKind.Denied,
        ["OptInRequired"] = AwsFailureKind.Denied,
        ["IDPRejectedClaim"] = AwsFailureKind.Denied,
        ["RegionDisabled"] = AwsFailureKind.Denied,

        ["AuthFailure"] = AwsFailureKind.CredentialsRejected,
        ["ExpiredToken"] = AwsFailureKind.CredentialsRejected,
        ["IncompleteSignature"] = AwsFailureKind.CredentialsRejected,
        ["InvalidClientTokenId"] = AwsFailureKind.CredentialsRejected,
        ["InvalidIdentityToken"] = AwsFailureKind.CredentialsRejected,
        ["InvalidSignature"] = AwsFailureKind.CredentialsRejected,
        ["MissingAuthenticationToken"] = AwsFailureKind.CredentialsRejected,
        ["RequestExpired"] = AwsFailureKind.CredentialsRejected,
        ["RequestTimeTooSkewed"] = AwsFailureKind.CredentialsRejected,
        ["SignatureDoesNotMatch"] = AwsFailureKind.CredentialsRejected,
        ["UnrecognizedClient"] = AwsFailureKind.CredentialsRejected,

        ["NoSuchEntity"] = AwsFailureKind.NotFound,
        ["NotFound"] = AwsFailureKind.NotFound,
        ["ResourceNotFound"] = AwsFailureKind.NotFound,

        ["EntityAlreadyExists"] = AwsFailureKind.AlreadyExists,

        ["ConcurrentModification"] = AwsFailureKind.Conflict,
        ["Conflict"] = AwsFailureKind.Conflict,
        ["DeleteConflict"] = AwsFailureKind.Conflict,
        ["EntityTemporarilyUnmodifiable"] = AwsFailureKind.Conflict,

        ["LimitExceeded"] = AwsFailureKind.LimitExceeded,
        ["ServiceQuotaExceeded"] = AwsFailureKind.LimitExceeded,

        ["PriorRequestNotComplete"] = AwsFailureKind.Throttled,
        ["RequestLimitExceeded"] = AwsFailureKind.Throttled,
        ["RequestThrottled"] = AwsFailureKind.Throttled,
        ["SlowDown"] = AwsFailureKind.Throttled,
        ["Throttled"] = AwsFailureKind.Throttled,
        ["Throttling"] = AwsFailureKind.Throttled,
        ["TooManyRequests"] = AwsFailureKind.Throttled,

        ["UnknownOperation"] = AwsFailureKind.Invalid,
        ["Validation"] = AwsFailureKind.Invalid,
    }.ToFrozenDictionary();

    public static AwsFailureKind Of(string code, int status)
    {
        const string suffix = "Exception";
        var bare = code.EndsWith(suffix, StringComparison.Ordinal) ? code[..^suffix.Length] : code;
        return Known.TryGetValue(bare, out var kind) ? kind : OfStatus(status);
    }

    private static AwsFailureKind OfStatus(int status) => status switch
    {
        401 or 403 => AwsFailureKind.Denied,
        404 => AwsFailureKind.NotFound,
        409 => AwsFailureKind.Conflict,
        429 => AwsFailureKind.Throttled,
        >= 500 => AwsFailureKind.ServerFault,
        _ => AwsFailureKind.Invalid,
    };
}
