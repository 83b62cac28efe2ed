using Aqueduct.Aws;
using Aqueduct.Aws.Iam;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Policies;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>What the role may do: AWS's managed policy attached, or the documented inline policy; exactly one of them. Ours because it is on our role.</summary>
/// <param name="former">ARN of a role made for an earlier configuration, only to delete it.</param>
internal sealed class PermissionsResource(SetupContext context, string? former = null) : Resource<RolePermissions>(context)
{
    private IamClient Iam => Context.Aws.Iam;

    private string RoleArn => former ?? Context.Wanted.RoleArn;

    private string RoleName => former is null ? Context.Desired.RoleName : former[(former.LastIndexOf('/') + 1)..];

    private bool WantsManaged => Context.Desired.Policy is RolePolicy.Managed;

    private string WantedInline => QPermissions.InlinePolicy(Context.Desired.Partition.Id);

    public static string KeyOf(string roleArn) => $"permissions of {roleArn}";

    public override string Name => former is null ? "permissions" : $"permissions of former IAM role {RoleName}";

    public override string Identifier => WantsManaged ? Context.Desired.ManagedPolicyArn : $"{Desired.InlinePolicyName} (inline)";

    protected override string? Record => null;

    protected override async Task<AwsResult<RolePermissions>> ReadAsync(CancellationToken cancellationToken)
    {
        var readingRole = Iam.GetRoleAsync(RoleName, cancellationToken);
        var readingAttached = Iam.ListAttachedRolePoliciesAsync(RoleName, cancellationToken);
        var readingInline = Iam.ListRolePoliciesAsync(RoleName, cancellationToken);
        if (!(await readingRole).TryGet(out var role, out var failure)
            | !(await readingAttached).TryGet(out var attached, out var attachedFailure)
            | !(await readingInline).TryGet(out var inline, out var inlineFailure))
            return (failure ?? attachedFailure ?? inlineFailure)!;

        string? document = null;
        if (inline!.Contains(Desired.InlinePolicyName)
            && !(await Iam.GetRolePolicyAsync(RoleName, Desired.InlinePolicyName, cancellationToken)).TryGet(out document, out failure))
            return failure;

        var record = await Context.Records.GetAsync(SetupRecords.Role, cancellationToken);
        var proof = RoleResource.ProofOf(role!, record, Context.Desired.InstanceUid);
        return new RolePermissions(proof, attached!, inline!, document);
    }

    // A role that is not ours is refused by the role itself, so one refusal is enough.
    protected override Proof Prove(RolePermissions found, ResourceRecord? record) =>
        found.RoleProof.Ownership is Ownership.Ours ? found.RoleProof : new(Ownership.Shared);

    protected override string IdentifierOf(RolePermissions found) => Identifier;

    protected override ChangeKind KindOf(RolePermissions found) =>
        HasManaged(found) || found.InlineDocument is not null ? ChangeKind.Update : ChangeKind.Create;

    protected override IReadOnlyList<AttributeChange> Compare(RolePermissions? found) =>
    [
        .. HasManaged(found) == WantsManaged
            ? Array.Empty<AttributeChange>()
            : [new("managed policy", Present(HasManaged(found), Desired.ManagedPolicyName), Present(WantsManaged, Desired.ManagedPolicyName))],
        .. CompareInline(found?.InlineDocument),
    ];

    private IReadOnlyList<AttributeChange> CompareInline(string? found) => (found, WantsManaged) switch
    {
        (null, true) => [],
        (null, false) => [new("inline policy", null, $"{Desired.InlinePolicyName}: {string.Join(", ", QPermissions.Statements("").Select(s => s.Sid))}")],
        (_, true) => [new("inline policy", Desired.InlinePolicyName, null)],
        (_, false) => PolicyDifference.Between(Desired.InlinePolicyName, found, WantedInline),
    };

    protected override async Task<string?> NoteAsync(RolePermissions? found, CancellationToken cancellationToken)
    {
        var others = found is null || former is not null ? [] : Others(found);
        var note = others is [] ? null : $"also on the role, not ours and left alone: {string.Join(", ", others)}";
        if (!WantsManaged)
            return note;

        // AWS may edit its policy at any time; versions say nothing, statements do. Without the right to read it we trust it.
        var managed = await Iam.GetManagedPolicyDocumentAsync(Context.Desired.ManagedPolicyArn, cancellationToken);
        return managed.TryGet(out var document, out _) && PolicyMeaning.Read(document)?.Covers(PolicyMeaning.Read(WantedInline)!) is false
            ? Join($"AWS's {Desired.ManagedPolicyName} no longer grants all that GitLab's page lists; role.policy: inline does", note)
            : note;
    }

    protected override async Task<AwsResult<string>> CreateAsync(ResourceRecord? intent, CancellationToken cancellationToken) =>
        await GrantAsync(cancellationToken) is { Failure: { } failure } ? failure : Identifier;

    protected override async Task<AwsResult<Done>> UpdateAsync(RolePermissions found, CancellationToken cancellationToken)
    {
        // Grant before revoking, so that a running GitLab never meets a role without permissions.
        if ((WantsManaged ? !HasManaged(found) : CompareInline(found.InlineDocument).Count > 0)
            && await GrantAsync(cancellationToken) is { Failure: { } failure })
            return failure;
        return WantsManaged && found.InlineDocument is not null ? await DeleteInlineAsync(cancellationToken)
            : !WantsManaged && HasManaged(found) ? await DetachManagedAsync(cancellationToken)
            : default(Done);
    }

    protected override async Task<AwsResult<Done>> DeleteAsync(RolePermissions found, CancellationToken cancellationToken)
    {
        if (HasManaged(found) && await DetachManagedAsync(cancellationToken) is { Failure: { } failure })
            return failure;
        var deleted = found.InlineDocument is null ? default(Done) : await DeleteInlineAsync(cancellationToken);
        Context.Consistency.Wrote(KeyOf(RoleArn));
        return deleted;
    }

    protected override Failure? RefuseDelete(RolePermissions found) =>
        Others(found) is { Count: > 0 } others
            ? new("role-in-use",
                $"IAM role {RoleArn} carries policies that set-up did not put there: {string.Join(", ", others)}. IAM does not delete it with them, and they may be somebody's. Nothing has been changed.",
                $"If they may go, detach or delete them (`aws iam detach-role-policy --role-name {RoleName} --policy-arn ARN`, `aws iam delete-role-policy --role-name {RoleName} --policy-name NAME`), then run `aqueduct setup destroy` again.")
            : null;

    protected override bool MayBeHidden(AwsFailure failure) =>
        failure.Kind is AwsFailureKind.NotFound && Context.Consistency.IsRecent(RoleArn);

    private Task<AwsResult<Done>> GrantAsync(CancellationToken cancellationToken) => WriteAsync(
        c => WantsManaged
            ? Iam.AttachRolePolicyAsync(RoleName, Context.Desired.ManagedPolicyArn, c)
            : Iam.PutRolePolicyAsync(RoleName, Desired.InlinePolicyName, WantedInline, c),
        cancellationToken);

    private Task<AwsResult<Done>> DetachManagedAsync(CancellationToken cancellationToken) =>
        WriteAsync(c => Iam.DetachRolePolicyAsync(RoleName, Context.Desired.ManagedPolicyArn, c), cancellationToken);

    private Task<AwsResult<Done>> DeleteInlineAsync(CancellationToken cancellationToken) =>
        WriteAsync(c => Iam.DeleteRolePolicyAsync(RoleName, Desired.InlinePolicyName, c), cancellationToken);

    // NoSuchEntity also says that a policy does not exist; only the role may still be on its way.
    private Task<AwsResult<Done>> WriteAsync(Func<CancellationToken, Task<AwsResult<Done>>> call, CancellationToken cancellationToken) =>
        Context.Consistency.WriteAsync(
            call,
            f => f.Code is "NoSuchEntity" && f.Message.Contains(RoleName, StringComparison.Ordinal) && Context.Consistency.IsRecent(RoleArn),
            cancellationToken);

    private bool HasManaged(RolePermissions? found) => found?.Attached.Any(p => p.Arn == Context.Desired.ManagedPolicyArn) is true;

    private IReadOnlyList<string> Others(RolePermissions found) =>
    [
        .. found.Attached.Where(p => p.Arn != Context.Desired.ManagedPolicyArn).Select(p => p.Arn),
        .. found.InlineNames.Where(n => n != Desired.InlinePolicyName).Select(n => $"{n} (inline)"),
    ];

    private static string? Present(bool present, string name) => present ? name : null;
}

/// <param name="InlineDocument">The document of <see cref="Desired.InlinePolicyName"/>, or null when the role has none.</param>
internal sealed record RolePermissions(
    Proof RoleProof, IReadOnlyList<AttachedPolicy> Attached, IReadOnlyList<string> InlineNames, string? InlineDocument);
