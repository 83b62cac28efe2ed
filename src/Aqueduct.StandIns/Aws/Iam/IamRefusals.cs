namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>IAM's refusals by code, each with its status.</summary>
internal static class IamRefusals
{
    public static AwsError NotFound(string text) => new("NoSuchEntity", text, 404);

    public static AwsError AlreadyExists(string text) => new("EntityAlreadyExists", text, 409);

    public static AwsError DeleteConflict(string text) => new("DeleteConflict", text, 409);

    public static AwsError LimitExceeded(string text) => new("LimitExceeded", text, 409);

    public static AwsError InvalidInput(string text) => new("InvalidInput", text);

    public static AwsError Invalid(string text) => new("ValidationError", text);

    public static AwsError Malformed(string text) => new("MalformedPolicyDocument", text);
}
