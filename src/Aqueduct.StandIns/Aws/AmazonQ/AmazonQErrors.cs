namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>
/// Refusals of the GitLab integration with the members of its model. Apart from <c>ProfileDoesNotExist</c> AWS publishes no texts: these are
/// ours. Client errors are 400, as for AWS JSON elsewhere.
/// </summary>
internal static class AmazonQErrors
{
    private const string ConnectionType = "OAuthAppConnection";
    private const string GrantType = "AuthGrant";

    public static AwsError ProfileDoesNotExist() => Invalid("ProfileDoesNotExist", "other");

    /// <param name="reason">Of the model: <c>fieldValidationFailed</c>, <c>invalidParameter</c>, <c>other</c>, …</param>
    public static AwsError Invalid(string message, string reason) => new("ValidationException", message)
    {
        Members = new Dictionary<string, string> { ["errorCode"] = "ValidationException", ["reason"] = reason },
    };

    public static AwsError ConnectionExists() => About("ConflictException", "An OAuth application connection exists in this account and region.", ConnectionType);

    public static AwsError NoConnection() => About("ResourceNotFoundException", "No OAuth application connection exists in this account and region.", ConnectionType);

    public static AwsError GrantExists() => About("ConflictException", "An authorization grant of this identity exists.", GrantType);

    public static AwsError NoGrant() => About("ResourceNotFoundException", "No authorization grant of this identity exists.", GrantType);

    public static AwsError NoEncryptionConfiguration() => About("ResourceNotFoundException", "The feature has no encryption key.", "EncryptionConfiguration");

    /// <summary>Cured by CreateAuthGrant with a new code.</summary>
    public static AwsError ExpiredIdentity() => Denied("gitLabExpiredIdentity", "The GitLab identity of the caller is missing or expired.");

    /// <summary>Cured by UpdateAuthGrant with a new code.</summary>
    public static AwsError InvalidIdentity() => Denied("gitLabInvalidIdentity", "The GitLab identity of the caller is not valid for the connection.");

    private static AwsError Denied(string reason, string message) => new("AccessDeniedException", message)
    {
        Members = new Dictionary<string, string> { ["reason"] = reason, ["resourceType"] = GrantType },
    };

    private static AwsError About(string code, string message, string type) => new(code, message)
    {
        Members = new Dictionary<string, string> { ["errorCode"] = code, ["resourceId"] = "GITLAB", ["resourceType"] = type },
    };
}
