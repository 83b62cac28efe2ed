using Aqueduct.Aws;

namespace Aqueduct.Server.Gateway.AmazonQ;

/// <summary>Why Amazon Q denies, beyond IAM. Source: the model of <c>AccessDeniedException</c>.</summary>
internal static class DenialReason
{
    public const string ExpiredIdentity = "gitLabExpiredIdentity";
    public const string InvalidIdentity = "gitLabInvalidIdentity";
    public const string InstanceUnreachable = "gitLabInstanceUnreachable";
    public const string CredentialInvalid = "gitLabCredentialInvalid";

    public static string? Of(AwsFailure failure) => failure.Members.GetValueOrDefault("reason");
}
