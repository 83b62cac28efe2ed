using System.Text.RegularExpressions;
using Aqueduct.Aws;
using Aqueduct.Aws.Iam;
using Aqueduct.Setup.Policies;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>The IAM role GitLab gets the ARN of: trusts our provider, lets sessions live 12 hours.</summary>
/// <param name="former">ARN of a role made for an earlier configuration, only to delete it.</param>
internal sealed partial class RoleResource(SetupContext context, string? former = null) : Resource<Role>(context)
{
    private IamClient Iam => Context.Aws.Iam;

    private string RoleName => former is null ? Context.Desired.RoleName : former[(former.LastIndexOf('/') + 1)..];

    public const string ResourceName = "IAM role";

    public override string Name => former is null ? ResourceName : $"former IAM role {RoleName}";

    public override string Identifier => former ?? Context.Wanted.RoleArn;

    protected override string? Record => former is null ? SetupRecords.Role : null;

    protected override Task<AwsResult<Role>> ReadAsync(CancellationToken cancellationToken) => Iam.GetRoleAsync(RoleName, cancellationToken);

    protected override Proof Prove(Role found, ResourceRecord? record) => ProofOf(found, record, Context.Desired.InstanceUid);

    public static Proof ProofOf(Role found, ResourceRecord? record, string instanceUid)
    {
        if (Tagging.InstanceOf(found.Tags) is { } tagged)
            return tagged == instanceUid ? new(Ownership.Ours) : new(Ownership.Foreign, tagged);
        if (record is { IsOurs: true } && record.Identifier == found.Arn)
            return new(Ownership.Ours);
        // Made by hand for another instance: taking it over would cut that one off.
        var trusted = Issuers().Matches(found.TrustPolicy).Select(m => m.Groups["uid"].Value).Distinct().ToList();
        return trusted.Count > 0 && !trusted.Contains(instanceUid) ? new(Ownership.Foreign, trusted[0]) : new(Ownership.Unproven);
    }

    protected override string IdentifierOf(Role found) => found.Arn;

    protected override IReadOnlyList<AttributeChange> Compare(Role? found) =>
    [
        .. found is null
            ? [new("trust policy: aud", null, Context.Desired.Audience), new("trust policy: sub", null, $"{Context.Desired.InstanceUid}:*")]
            : PolicyDifference.Between("trust policy", found.TrustPolicy, Context.Wanted.TrustPolicy),
        .. found?.MaxSessionDuration is Desired.SessionSeconds
            ? Array.Empty<AttributeChange>()
            : [new("maximum session duration", found is null ? null : $"{found.MaxSessionDuration} s", $"{Desired.SessionSeconds} s")],
        .. Tagging.Compare(found?.Tags, Context.Desired),
    ];

    protected override Task<AwsResult<string>> CreateAsync(ResourceRecord? intent, CancellationToken cancellationToken) =>
        Context.Consistency.WriteAsync(CreateOnceAsync, IsProviderHidden, cancellationToken);

    private async Task<AwsResult<string>> CreateOnceAsync(CancellationToken cancellationToken)
    {
        var role = new NewRole(
            Context.Desired.RoleName, Context.Wanted.TrustPolicy, Desired.SessionSeconds, Context.Desired.RoleDescription, Tagging.Wanted(Context.Desired));
        var created = await Iam.CreateRoleAsync(role, cancellationToken);
        return created.TryGet(out var made, out var failure) ? made.Arn : failure;
    }

    protected override async Task<AwsResult<Done>> UpdateAsync(Role found, CancellationToken cancellationToken)
    {
        if (PolicyDifference.Between("", found.TrustPolicy, Context.Wanted.TrustPolicy).Count > 0
            && await WriteAsync(c => Iam.UpdateAssumeRolePolicyAsync(RoleName, Context.Wanted.TrustPolicy, c), cancellationToken) is { Failure: { } trust })
            return trust;
        if (found.MaxSessionDuration is not Desired.SessionSeconds
            && await WriteAsync(c => Iam.UpdateRoleAsync(RoleName, Desired.SessionSeconds, found.Description, c), cancellationToken) is { Failure: { } duration })
            return duration;
        return Tagging.Compare(found.Tags, Context.Desired).Any()
            ? await WriteAsync(c => Iam.TagRoleAsync(RoleName, Tagging.Wanted(Context.Desired), c), cancellationToken)
            : default(Done);
    }

    // After a policy was detached a moment ago IAM may still count it.
    protected override Task<AwsResult<Done>> DeleteAsync(Role found, CancellationToken cancellationToken) =>
        Context.Consistency.WriteAsync(
            c => Iam.DeleteRoleAsync(RoleName, c),
            f => f.Code is "DeleteConflict" && Context.Consistency.IsRecent(PermissionsResource.KeyOf(found.Arn)),
            cancellationToken);

    private Task<AwsResult<Done>> WriteAsync(Func<CancellationToken, Task<AwsResult<Done>>> call, CancellationToken cancellationToken) =>
        Context.Consistency.WriteAsync(
            call,
            f => IsProviderHidden(f) || (f.Code is "NoSuchEntity" && Context.Consistency.IsRecent(Identifier)),
            cancellationToken);

    private bool IsProviderHidden(AwsFailure failure) =>
        failure.Code is "MalformedPolicyDocument"
        && failure.Message.Contains("Invalid principal in policy", StringComparison.OrdinalIgnoreCase)
        && Context.Consistency.IsRecent(Context.Wanted.ProviderArn);

    [GeneratedRegex(@"/cc/oidc/(?<uid>[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})")]
    private static partial Regex Issuers();
}
