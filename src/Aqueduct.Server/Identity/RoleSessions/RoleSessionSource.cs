using Aqueduct.Aws;
using Aqueduct.Aws.Sts;
using Aqueduct.Setup;

namespace Aqueduct.Server.Identity.RoleSessions;

/// <summary>Gets a session from AWS: a token of ours for the user, exchanged at STS.</summary>
internal sealed class RoleSessionSource(IIssueTokens tokens, StsClient sts, string instanceUid, RoleSessionNaming naming)
{
    /// <summary>The most STS gives; set-up raises the role's <c>MaxSessionDuration</c> to it.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(43200);

    public async Task<AwsResult<RoleSession>> GetAsync(string roleArn, string userId, CancellationToken cancellationToken)
    {
        if (!Subject.TryCreate(instanceUid, userId, out _))
        {
            return new AwsFailure(
                AwsFailureKind.Invalid, "sts", "AssumeRoleWithWebIdentity", "InvalidUserId",
                "The user id is empty, not valid Unicode, or too long to be the subject of a token.");
        }

        var token = await tokens.IssueAsync(userId, cancellationToken);
        var name = naming is RoleSessionNaming.Instance ? instanceUid : RoleSessionName.OfUser(userId);
        return await sts.AssumeRoleWithWebIdentityAsync(roleArn, name, token, Duration, cancellationToken);
    }
}
