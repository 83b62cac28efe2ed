using Aqueduct.Aws;
using Aqueduct.Aws.Iam;
using Aqueduct.Setup.Policies;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>
/// The IAM role GitLab gets the ARN of: trusts our provider, lets sessions live 12 hours.
/// In one that was adopted, only the statement about our provider is ours.
/// </summary>
/// <param name="former">A role of an earlier configuration, only to destroy it.</param>
internal sealed class RoleResource(SetupContext context, ResourceRecord? former = null) : Resource<SeenRole>(context, former)
{
    private const string Duration = "maximum session duration";

    private IamClient Iam => Context.Aws.Iam;

    private string RoleName => NameOf(Context, Former);

    public const string ResourceName = "IAM role";

    public override string Name => Former is null ? ResourceName : $"former IAM role {RoleName}";

    public override string Identifier => Former?.Identifier ?? Context.Wanted.RoleArn;

    protected override string? Record => Former is null ? SetupRecords.Role : null;

    public static string NameOf(SetupContext context, ResourceRecord? former) =>
        former is null ? context.Desired.RoleName : former.Identifier[(former.Identifier.LastIndexOf('/') + 1)..];

    protected override Task<AwsResult<SeenRole>> ReadAsync(CancellationToken cancellationToken) =>
        SeenRole.ReadAsync(Context, RoleName, Former, cancellationToken);

    protected override Proof Prove(SeenRole found, ResourceRecord? record) => found.Proof;

    protected override string IdentifierOf(SeenRole found) => found.Role.Arn;

    protected override IReadOnlyList<AttributeChange> Compare(SeenRole? found) =>
    [
        .. found is null
            ? [new("trust policy: aud", null, Context.Desired.Audience), new("trust policy: sub", null, $"{Context.Desired.InstanceUid}:*")]
            : found.CompareTrust(Context.Wanted.TrustPolicy),
        .. found?.Role.MaxSessionDuration is Desired.SessionSeconds
            ? Array.Empty<AttributeChange>()
            : [new(Duration, found is null ? null : Seconds(found.Role.MaxSessionDuration), Seconds(Desired.SessionSeconds))],
        .. Tagging.Compare(found?.Role.Tags, Context.Desired),
    ];

    protected override Task<string?> NoteAsync(SeenRole? found, CancellationToken cancellationToken) => Task.FromResult(
        found is { IsShared: true, Trust.OtherPrincipals: [_, ..] others } ? $"also trusted, not ours and left alone: {string.Join(", ", others)}" : null);

    protected override Failure? RefuseUse(SeenRole found, Proof proof) =>
        proof.Ownership is Ownership.Unproven && !Context.Adopt && found.GitLabsProvider(Context.Desired.InstanceUid) is { } provider
            ? new("gitlab-set-up-exists",
                $"{Name} {found.Role.Arn} was set up by hand after GitLab's page: it trusts GitLab's own issuer, the identity provider {provider}. Set-up leaves both alone.",
                "To put our issuer beside GitLab's in the same role (nothing of GitLab's changes, and destroy puts the role back): `aqueduct setup plan --adopt`, then `aqueduct setup apply --adopt`. "
                + "To leave that role as it is: set role.name to another name.")
            : base.RefuseUse(found, proof) ?? RefuseSize(found);

    private Failure? RefuseSize(SeenRole found) =>
        found.IsShared && found.CompareTrust(Context.Wanted.TrustPolicy).Count > 0
        && TrustPolicy.CountAsAws(found.WantedTrust(Context.Wanted.TrustPolicy)) is var length and > TrustPolicy.Limit
            ? new("trust-policy-full",
                $"The trust policy of {found.Role.Arn} would have {length} characters with our statement beside the others; IAM takes {TrustPolicy.Limit} (white space not counted). Nothing has been changed.",
                "Remove statements that nobody needs any more from the role's trust policy, or set role.name to another name.")
            : null;

    protected override Task<AwsResult<string>> CreateAsync(ResourceRecord? intent, CancellationToken cancellationToken) =>
        Context.Consistency.WriteAsync(CreateOnceAsync, IsProviderHidden, cancellationToken);

    private async Task<AwsResult<string>> CreateOnceAsync(CancellationToken cancellationToken)
    {
        var role = new NewRole(
            Context.Desired.RoleName, Context.Wanted.TrustPolicy, Desired.SessionSeconds, Context.Desired.RoleDescription, Tagging.Wanted(Context.Desired));
        var created = await Iam.CreateRoleAsync(role, cancellationToken);
        return created.TryGet(out var made, out var failure) ? made.Arn : failure;
    }

    protected override async Task<AwsResult<Done>> UpdateAsync(SeenRole found, CancellationToken cancellationToken)
    {
        var wanted = Context.Wanted.TrustPolicy;
        if (found.CompareTrust(wanted).Count > 0 && await WriteTrustAsync(found.WantedTrust(wanted), cancellationToken) is { Failure: { } trust })
            return trust;
        if (found.Role.MaxSessionDuration is not Desired.SessionSeconds
            && await WriteDurationAsync(found, Desired.SessionSeconds, cancellationToken) is { Failure: { } duration })
            return duration;
        return Tagging.Compare(found.Role.Tags, Context.Desired).Any()
            ? await WriteAsync(c => Iam.TagRoleAsync(RoleName, Tagging.Wanted(Context.Desired), c), cancellationToken)
            : default(Done);
    }

    // After a policy was detached a moment ago IAM may still count it.
    protected override Task<AwsResult<Done>> DeleteAsync(SeenRole found, CancellationToken cancellationToken) =>
        Context.Consistency.WriteAsync(
            c => Iam.DeleteRoleAsync(RoleName, c),
            f => f.Code is "DeleteConflict" && Context.Consistency.IsRecent(PermissionsResource.KeyOf(found.Role.Arn)),
            cancellationToken);

    protected override async Task<AwsResult<Before>> JournalAsync(SeenRole found, CancellationToken cancellationToken) =>
        (await Iam.ListAttachedRolePoliciesAsync(RoleName, cancellationToken)).TryGet(out var attached, out var failure)
            ? new Before(found.Role.TrustPolicy, found.Role.MaxSessionDuration, [.. attached.Select(p => p.Arn)])
            : failure;

    protected override Failure? RefuseDestroy(SeenRole found) =>
        found.IsShared && PolicyMeaning.Read(found.TrustToPutBack)!.Statements.Count is 0
            ? new("role-would-trust-nobody",
                $"{Name} {found.Role.Arn} trusts nobody but our issuer any more: what it trusted before was removed meanwhile, and IAM takes no empty trust policy. Nothing has been changed.",
                $"Delete the role (`aws iam delete-role --role-name {RoleName}`, its policies before it), or give its trust policy a statement; then run `aqueduct setup destroy` again.")
            : null;

    protected override IReadOnlyList<AttributeChange> ComparePutBack(SeenRole found, Before? before) =>
    [
        .. PolicyDifference.Between(SeenRole.TrustName, found.Role.TrustPolicy, found.TrustToPutBack),
        .. found.DurationToPutBack is { } duration ? [new(Duration, Seconds(found.Role.MaxSessionDuration), Seconds(duration))] : Array.Empty<AttributeChange>(),
        .. Tagging.ComparePutBack(found.Role.Tags, Context.Desired),
    ];

    // The tags go last: until then they prove that an interrupted destroy has to go on.
    protected override async Task<AwsResult<Done>> PutBackAsync(SeenRole found, Before? before, CancellationToken cancellationToken)
    {
        if (PolicyDifference.Between(SeenRole.TrustName, found.Role.TrustPolicy, found.TrustToPutBack).Count > 0
            && await WriteTrustAsync(found.TrustToPutBack, cancellationToken) is { Failure: { } trust })
            return trust;
        if (found.DurationToPutBack is { } seconds && await WriteDurationAsync(found, seconds, cancellationToken) is { Failure: { } duration })
            return duration;
        return Tagging.StillSet(found.Role.Tags, Context.Desired) is [_, ..] keys
            ? await WriteAsync(c => Iam.UntagRoleAsync(RoleName, keys, c), cancellationToken)
            : default(Done);
    }

    private Task<AwsResult<Done>> WriteTrustAsync(string document, CancellationToken cancellationToken) =>
        WriteAsync(c => Iam.UpdateAssumeRolePolicyAsync(RoleName, document, c), cancellationToken);

    private Task<AwsResult<Done>> WriteDurationAsync(SeenRole found, int seconds, CancellationToken cancellationToken) =>
        WriteAsync(c => Iam.UpdateRoleAsync(RoleName, seconds, found.Role.Description, c), cancellationToken);

    private Task<AwsResult<Done>> WriteAsync(Func<CancellationToken, Task<AwsResult<Done>>> call, CancellationToken cancellationToken) =>
        Context.Consistency.WriteAsync(
            call,
            f => IsProviderHidden(f) || (f.Code is "NoSuchEntity" && Context.Consistency.IsRecent(Identifier)),
            cancellationToken);

    private bool IsProviderHidden(AwsFailure failure) =>
        failure.Code is "MalformedPolicyDocument"
        && failure.Message.Contains("Invalid principal in policy", StringComparison.OrdinalIgnoreCase)
        && Context.Consistency.IsRecent(Context.Wanted.ProviderArn);

    private static string Seconds(int seconds) => $"{seconds} s";
}
