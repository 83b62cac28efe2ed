namespace Aqueduct.Aws.Sts;

public sealed record CallerIdentity(string Account, string Arn, string UserId);

/// <summary>Temporary credentials of an assumed role. <see cref="ToString"/> shows no secret.</summary>
public sealed record RoleSession(
    string AccessKeyId, string SecretAccessKey, string SessionToken, DateTimeOffset Expiration, string AssumedRoleArn)
{
    public override string ToString() => $"{AssumedRoleArn} until {Expiration:O}";
}

/// <summary>AWS STS (API 2011-06-15).</summary>
public sealed class StsClient
{
    public Task<AwsResult<CallerIdentity>> GetCallerIdentityAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Unsigned by definition: the web identity token is the credential.</summary>
    /// <param name="duration">15 minutes to the role's maximum session duration, at most 12 hours.</param>
    public Task<AwsResult<RoleSession>> AssumeRoleWithWebIdentityAsync(
        string roleArn, string roleSessionName, string webIdentityToken, TimeSpan duration, CancellationToken cancellationToken) => throw new NotImplementedException();
}
