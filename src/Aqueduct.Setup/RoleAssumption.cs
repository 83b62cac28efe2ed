using Aqueduct.Aws;
using Aqueduct.Aws.Sts;
using Aqueduct.Setup.Resources;

namespace Aqueduct.Setup;

/// <summary>A session of the role as a token of ours gets it: needs no AWS credentials.</summary>
internal sealed class RoleAssumption(AwsClients aws, IIssueTokens tokens, Consistency consistency)
{
    /// <summary>Subject and session name of what Aqueduct does in its own name.</summary>
    public const string User = "setup";

    /// <summary>Waits out IAM's delay where the role was written a moment ago.</summary>
    public async Task<AwsResult<RoleSession>> AssumeAsync(string roleArn, CancellationToken cancellationToken)
    {
        var token = await tokens.IssueAsync(User, cancellationToken);
        return await consistency.WaitOutAsync(
            c => aws.Sts.AssumeRoleWithWebIdentityAsync(roleArn, $"aqueduct-{User}", token, TimeSpan.FromSeconds(Desired.SessionSeconds), c),
            f => f.Kind is AwsFailureKind.Denied && consistency.IsRecent(roleArn),
            cancellationToken);
    }
}
