namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>
/// Refusals of the GitLab integration with the members of its model. Apart from <c>ProfileDoesNotExist</c> AWS publishes no texts: these are
/// ours. Client errors are 400, as for AWS JSON elsewhere.
/// </summary>
internal static class AmazonQErrors
{
    public const string OtherReason = "other";

    private const string ExpiredReason = "gitLabExpiredIdentity";
    private const string InvalidReason = "gitLabInvalidIdentity";
    private const string UnreachableReason = "gitLabInstanceUnreachable";
    private const string CredentialReason = "gitLabCredentialInvalid";
    private const string ConnectionType = "OAuthAppConnection";
    private const string GrantType = "AuthGrant";

    /// <summary>Why a caller is denied, as the model lists it.</summary>
    public static IReadOnlyList<string> Reasons { get; } = [ExpiredReason, InvalidReason, UnreachableReason, CredentialReason, OtherReason];

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

    /// <summary>Also for one that belongs to somebody else: whether it exists is nobody's business.</summary>
    public static AwsError NoConversation(string id) =>
        About("ResourceNotFoundException", "The conversation does not exist.", "Conversation", id);

    public static AwsError NoEncryptionConfiguration() => About("ResourceNotFoundException", "The feature has no encryption key.", "EncryptionConfiguration");

    /// <summary>Cured by CreateAuthGrant with a new code.</summary>
    public static AwsError ExpiredIdentity() => Denied(ExpiredReason);

    /// <summary>Cured by UpdateAuthGrant with a new code.</summary>
    public static AwsError InvalidIdentity() => Denied(InvalidReason);

    /// <param name="reason">One of <see cref="Reasons"/>.</param>
    public static AwsError Denied(string reason) => new("AccessDeniedException", reason switch
    {
        ExpiredReason => "The GitLab identity of the caller is missing or expired.",
        InvalidReason => "The GitLab identity of the caller is not valid for the connection.",
        UnreachableReason => "The GitLab instance cannot be reached.",
        CredentialReason => "GitLab does not accept the credentials of the connection.",
        _ => "The caller is not authorized.",
    })
    {
        Members = new Dictionary<string, string>
        {
            ["reason"] = reason,
            ["resourceType"] = reason is UnreachableReason or CredentialReason ? ConnectionType : GrantType,
        },
    };

    private static AwsError About(string code, string message, string type, string id = "GITLAB") => new(code, message)
    {
        Members = new Dictionary<string, string> { ["errorCode"] = code, ["resourceId"] = id, ["resourceType"] = type },
    };
}
