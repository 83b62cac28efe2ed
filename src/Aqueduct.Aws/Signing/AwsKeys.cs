namespace Aqueduct.Aws.Signing;

/// <summary>What a request is signed with. <see cref="ToString"/> shows no secret.</summary>
/// <param name="SessionToken">Present on temporary credentials only.</param>
internal sealed record AwsKeys(string AccessKeyId, string SecretAccessKey, string? SessionToken)
{
    public override string ToString() => AccessKeyId;
}
