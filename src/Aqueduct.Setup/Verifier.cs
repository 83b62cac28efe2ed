using Aqueduct.Aws;
using Aqueduct.Aws.Sts;
using Aqueduct.Setup.Resources;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup;

/// <summary>
/// 1. the issuer is published; 2. it signs a token; 3. STS gives a role session of 12 hours for it;
/// 4. IAM's simulator allows every documented action (when the administrator's credentials are there and may ask); 5. Amazon Q takes the session.
/// </summary>
internal sealed class Verifier(
    Desired desired, string? account, AwsClients aws, IssuerResource issuer, IIssueTokens tokens, SetupRecords records, Consistency consistency)
{
    public async Task<Verification> RunAsync(CancellationToken cancellationToken)
    {
        var record = await records.GetAsync(SetupRecords.Role, cancellationToken);
        var roleArn = record is { Origin: not Origin.Intent } ? record.Identifier : account is null ? null : desired.In(account).RoleArn;
        if (roleArn is null)
            return new([new("role", VerificationStatus.Failed, "Nothing is set up yet: no role is recorded.", "Run `aqueduct setup apply`.")]);
        if (record is not null)
            consistency.Recall(roleArn, record.At);

        var checkingIssuer = issuer.CheckAsync(cancellationToken);
        var simulating = SimulateAsync(roleArn, cancellationToken);
        var assumed = await new RoleAssumption(aws, tokens, consistency).AssumeAsync(roleArn, cancellationToken);
        return new(
        [
            await checkingIssuer is { } unpublished
                ? new("issuer", VerificationStatus.Failed, unpublished.Detail, unpublished.Fix)
                : new("issuer", VerificationStatus.Passed, $"{desired.IssuerUrl} publishes the signing key"),
            new("token", VerificationStatus.Passed, $"signed for audience {desired.Audience}, subject {desired.InstanceUid}:{RoleAssumption.User}"),
            assumed.TryGet(out var session, out var refused)
                ? new("role session", VerificationStatus.Passed, $"{session.AssumedRoleArn} until {session.Expiration:u}")
                : StsExplanation.Explain(refused, desired, roleArn),
            await simulating,
            session is null
                ? new("Amazon Q", VerificationStatus.Skipped, "needs the role session")
                : await CallAmazonQAsync(session, cancellationToken),
        ]);
    }

    private async Task<VerificationStep> SimulateAsync(string roleArn, CancellationToken cancellationToken)
    {
        var simulated = await PermissionSimulation.RunAsync(aws.Iam, roleArn, desired, cancellationToken);
        if (!simulated.TryGet(out var actions, out var failure))
        {
            var why = failure.Code is "NoCredentials" ? "there are no administrator's credentials here" : AwsExplanation.Explain(failure, null).Detail;
            return new("permissions", VerificationStatus.Skipped, $"IAM's simulator was not asked: {why}");
        }

        var refused = actions.Where(a => a.Decision is not "allowed").Select(a => $"{a.Action} ({a.Decision})").ToList();
        return refused.Count is 0
            ? new("permissions", VerificationStatus.Passed, $"IAM's simulator allows all {actions.Count} actions of GitLab's page")
            : new("permissions", VerificationStatus.Failed, $"the role may not do {string.Join(", ", refused)}", "`aqueduct setup plan` shows what differs, `aqueduct setup apply` mends it.");
    }

    private async Task<VerificationStep> CallAmazonQAsync(RoleSession session, CancellationToken cancellationToken)
    {
        const string Name = "Amazon Q";
        var verified = await aws.AmazonQ.VerifyOAuthAppConnectionAsync(session, cancellationToken);
        if (verified.TryGet(out var checks, out var failure))
        {
            var detail = string.Join("; ", checks.Select(c => c.Message is null ? $"{c.Name} {c.Status}" : $"{c.Name} {c.Status}: {c.Message}"));
            return checks.Any(c => c.Status is "FAILED")
                ? new(Name, VerificationStatus.Failed, detail, "See that Amazon Q reaches GitLab (addresses 34.228.181.128, 44.219.176.187, 54.226.244.221), then connect again.")
                : new(Name, VerificationStatus.Passed, $"connected; {detail}");
        }

        return failure switch
        {
            { Kind: AwsFailureKind.NotFound } => new(Name, VerificationStatus.Passed, "permissions proven; not connected yet"),

            // A reason speaks of a person's grant at GitLab: the role itself was let in.
            { Kind: AwsFailureKind.Denied } when failure.Members.TryGetValue("reason", out var reason) && reason.StartsWith("gitLab", StringComparison.Ordinal) =>
                new(Name, VerificationStatus.Passed, $"permissions proven; connected, GitLab's side says {reason}"),
            { Kind: AwsFailureKind.Denied } => new(Name, VerificationStatus.Failed, failure.ToString(), "`aqueduct setup apply` grants what the role lacks; an organisation's policy (SCP) may also deny it."),
            _ => new(Name, VerificationStatus.Failed, failure.ToString(), AwsExplanation.Explain(failure, null).Fix),
        };
    }
}
