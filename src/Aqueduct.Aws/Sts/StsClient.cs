using System.Globalization;
using System.Xml.Linq;
using Aqueduct.Aws.Credentials;
using Aqueduct.Aws.Protocols;

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
    private readonly QueryProtocol sts;
    private readonly ICredentialSource signer;

    internal StsClient(QueryProtocol sts, ICredentialSource signer) => (this.sts, this.signer) = (sts, signer);

    public Task<AwsResult<CallerIdentity>> GetCallerIdentityAsync(CancellationToken cancellationToken) =>
        sts.CallAsync(
            "GetCallerIdentity",
            new QueryForm(),
            r => new CallerIdentity(r.Required("Account"), r.Required("Arn"), r.Required("UserId")),
            repeatable: true,
            signer,
            cancellationToken);

    /// <summary>Unsigned by definition: the web identity token is the credential.</summary>
    /// <param name="duration">15 minutes to the role's maximum session duration, at most 12 hours.</param>
    public Task<AwsResult<RoleSession>> AssumeRoleWithWebIdentityAsync(
        string roleArn, string roleSessionName, string webIdentityToken, TimeSpan duration, CancellationToken cancellationToken) =>
        sts.CallAsync(
            "AssumeRoleWithWebIdentity",
            new QueryForm()
                .Add("RoleArn", roleArn)
                .Add("RoleSessionName", roleSessionName)
                .Add("WebIdentityToken", webIdentityToken)
                .Add("DurationSeconds", ((long)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
            ReadSession,
            repeatable: true,
            signer: null,
            cancellationToken,
            secret: webIdentityToken);

    private static RoleSession ReadSession(XElement result)
    {
        var credentials = result.RequiredChild("Credentials");
        return new RoleSession(
            credentials.Required("AccessKeyId"),
            credentials.Required("SecretAccessKey"),
            credentials.Required("SessionToken"),
            DateTimeOffset.Parse(credentials.Required("Expiration"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            result.RequiredChild("AssumedRoleUser").Required("Arn"));
    }
}
