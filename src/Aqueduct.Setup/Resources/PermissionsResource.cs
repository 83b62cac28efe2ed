using Aqueduct.Aws;
using Aqueduct.Aws.Iam;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Policies;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>
/// What the role may do: AWS's managed policy attached, or the documented inline policy; exactly one of them. Ours because it is on our role.
/// On a role that was adopted, the policies that are there stay, and one of ours is added only when they lack a documented action.
/// </summary>
/// <param name="former">A role of an earlier configuration, only to destroy it.</param>
internal sealed class PermissionsResource(SetupContext context, ResourceRecord? former = null) : Resource<RolePermissions>(context, former)
{
    private IamClient Iam => Context.Aws.Iam;

    private string RoleArn => Former?.Identifier ?? Context.Wanted.RoleArn;

    private string RoleName => RoleResource.NameOf(Context, Former);

    private bool WantsManaged => Context.Desired.Policy is RolePolicy.Managed;

    private string WantedInline => QPermissions.InlinePolicy(Context.Desired.Partition.Id);

    public static string KeyOf(string roleArn) => $"permissions of {roleArn}";

    public override string Name => Former is null ? "permissions" : $"permissions of former IAM role {RoleName}";

    public override string Identifier => WantsManaged ? Context.Desired.ManagedPolicyArn : InlineText(Desired.InlinePolicyName);

    protected override string? Record => null;

    protected override async Task<AwsResult<RolePermissions>> ReadAsync(CancellationToken cancellationToken)
    {
        var readingRole = SeenRole.ReadAsync(Context, RoleName, Former, cancellationToken);
        var readingAttached = Iam.ListAttachedRolePoliciesAsync(RoleName, cancellationToken);
        var readingInline = Iam.ListRolePoliciesAsync(RoleName, cancellationToken);
        if (!(await readingRole).TryGet(out var role, out var failure)
            | !(await readingAttached).TryGet(out var attached, out var attachedFailure)
            | !(await readingInline).TryGet(out var inline, out var inlineFailure))
            return (failure ?? attachedFailure ?? inlineFailure)!;

        string? document = null;
        if (inline!.Contains(InlineNameOn(role!)) && !(await Iam.GetRolePolicyAsync(RoleName, InlineNameOn(role!), cancellationToken)).TryGet(out document, out failure))
            return failure;
        return !(await ReadMissingAsync(role!, cancellationToken)).TryGet(out var missing, out failure)
            ? failure
            : new RolePermissions(role!, attached!, inline!, document, missing);
    }

    // What is denied on purpose no policy of ours would grant.
    private async Task<AwsResult<IReadOnlyList<string>>> ReadMissingAsync(SeenRole role, CancellationToken cancellationToken)
    {
        if (role.Proof.Ownership is not Ownership.Adopted && !(role.Proof.Ownership is Ownership.Unproven && Context.Adopt))
            return Array.Empty<string>();
        return (await PermissionSimulation.RunAsync(Iam, role.Role.Arn, Context.Desired, cancellationToken)).TryGet(out var actions, out var failure)
            ? actions.Where(a => a.Decision is "implicitDeny").Select(a => a.Action).ToList()
            : failure;
    }

    // A role that is not ours is refused by the role itself, so one refusal is enough.
    protected override Proof Prove(RolePermissions found, ResourceRecord? record) =>
        found.Role.Proof.Ownership is Ownership.Ours or Ownership.Adopted ? found.Role.Proof : new(Ownership.Shared);

    protected override string IdentifierOf(RolePermissions found) =>
        !found.Role.IsShared ? Identifier
        : Compare(found).Count is 0 && Names(found) is [_, ..] names ? string.Join(", ", names)
        : WantsManaged ? Context.Desired.ManagedPolicyArn
        : InlineText(Desired.AddedPolicyName);

    protected override ChangeKind KindOf(RolePermissions found) =>
        HasManaged(found) || found.InlineDocument is not null ? ChangeKind.Update : ChangeKind.Create;

    protected override IReadOnlyList<AttributeChange> Compare(RolePermissions? found) => found is { Role.IsShared: true } ? CompareAdded(found) :
    [
        .. HasManaged(found) == WantsManaged
            ? Array.Empty<AttributeChange>()
            : [new("managed policy", Present(HasManaged(found), Desired.ManagedPolicyName), Present(WantsManaged, Desired.ManagedPolicyName))],
        .. CompareInline(found?.InlineDocument),
    ];

    private IReadOnlyList<AttributeChange> CompareAdded(RolePermissions found)
    {
        IReadOnlyList<AttributeChange> added = (WantsManaged, found.InlineDocument) switch
        {
            (true, _) => HasManaged(found) ? [] : [new("managed policy", null, Desired.ManagedPolicyName)],
            (false, null) => [new("inline policy", null, Desired.AddedPolicyName)],
            (false, { } document) => PolicyDifference.Between(Desired.AddedPolicyName, document, WantedInline),
        };
        return found.Missing is [] || added is [] ? [] : [new("missing actions", null, string.Join(", ", found.Missing)), .. added];
    }

    private IReadOnlyList<AttributeChange> CompareInline(string? found) => (found, WantsManaged) switch
    {
        (null, true) => [],
        (null, false) => [new("inline policy", null, $"{Desired.InlinePolicyName}: {string.Join(", ", QPermissions.Statements("").Select(s => s.Sid))}")],
        (_, true) => [new("inline policy", Desired.InlinePolicyName, null)],
        (_, false) => PolicyDifference.Between(Desired.InlinePolicyName, found, WantedInline),
    };

    protected override async Task<string?> NoteAsync(RolePermissions? found, CancellationToken cancellationToken)
    {
        if (found is { Role.IsShared: true })
            return Compare(found).Count is 0 ? "what the role carries grants all that GitLab's page lists: nothing is added" : null;
        var others = found is null ? [] : Others(found);
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
        await GrantAsync(Desired.InlinePolicyName, cancellationToken) is { Failure: { } failure } ? failure : Identifier;

    protected override async Task<AwsResult<Done>> UpdateAsync(RolePermissions found, CancellationToken cancellationToken)
    {
        if (found.Role.IsShared)
            return await GrantAsync(Desired.AddedPolicyName, cancellationToken);

        // Grant before revoking, so that a running GitLab never meets a role without permissions.
        if ((WantsManaged ? !HasManaged(found) : CompareInline(found.InlineDocument).Count > 0)
            && await GrantAsync(Desired.InlinePolicyName, cancellationToken) is { Failure: { } failure })
            return failure;
        return WantsManaged && found.InlineDocument is not null ? await DeleteInlineAsync(Desired.InlinePolicyName, cancellationToken)
            : !WantsManaged && HasManaged(found) ? await DetachManagedAsync(cancellationToken)
            : default(Done);
    }

    protected override async Task<AwsResult<Done>> DeleteAsync(RolePermissions found, CancellationToken cancellationToken)
    {
        if (HasManaged(found) && await DetachManagedAsync(cancellationToken) is { Failure: { } failure })
            return failure;
        var deleted = found.InlineDocument is null ? default(Done) : await DeleteInlineAsync(Desired.InlinePolicyName, cancellationToken);
        Context.Consistency.Wrote(KeyOf(RoleArn));
        return deleted;
    }

    protected override IReadOnlyList<AttributeChange> ComparePutBack(RolePermissions found, Before? before) =>
    [
        .. IsManagedAdded(found) ? [new("managed policy", Desired.ManagedPolicyName, null)] : Array.Empty<AttributeChange>(),
        .. found.InlineDocument is null ? Array.Empty<AttributeChange>() : [new("inline policy", Desired.AddedPolicyName, null)],
    ];

    protected override async Task<AwsResult<Done>> PutBackAsync(RolePermissions found, Before? before, CancellationToken cancellationToken)
    {
        if (IsManagedAdded(found) && await DetachManagedAsync(cancellationToken) is { Failure: { } failure })
            return failure;
        return found.InlineDocument is null ? default(Done) : await DeleteInlineAsync(Desired.AddedPolicyName, cancellationToken);
    }

    private bool IsManagedAdded(RolePermissions found) =>
        HasManaged(found) && found.Role.Before?.AttachedPolicies?.Contains(Context.Desired.ManagedPolicyArn) is false;

    protected override Failure? RefuseDestroy(RolePermissions found) =>
        !found.Role.IsShared && Others(found) is { Count: > 0 } others
            ? new("role-in-use",
                $"IAM role {RoleArn} carries policies that set-up did not put there: {string.Join(", ", others)}. IAM does not delete it with them, and they may be somebody's. Nothing has been changed.",
                $"If they may go, detach or delete them (`aws iam detach-role-policy --role-name {RoleName} --policy-arn ARN`, `aws iam delete-role-policy --role-name {RoleName} --policy-name NAME`), then run `aqueduct setup destroy` again.")
            : null;

    protected override bool MayBeHidden(AwsFailure failure) =>
        failure.Kind is AwsFailureKind.NotFound && Context.Consistency.IsRecent(RoleArn);

    private Task<AwsResult<Done>> GrantAsync(string inlineName, CancellationToken cancellationToken) => WriteAsync(
        c => WantsManaged
            ? Iam.AttachRolePolicyAsync(RoleName, Context.Desired.ManagedPolicyArn, c)
            : Iam.PutRolePolicyAsync(RoleName, inlineName, WantedInline, c),
        cancellationToken);

    private Task<AwsResult<Done>> DetachManagedAsync(CancellationToken cancellationToken) =>
        WriteAsync(c => Iam.DetachRolePolicyAsync(RoleName, Context.Desired.ManagedPolicyArn, c), cancellationToken);

    private Task<AwsResult<Done>> DeleteInlineAsync(string name, CancellationToken cancellationToken) =>
        WriteAsync(c => Iam.DeleteRolePolicyAsync(RoleName, name, c), cancellationToken);

    // NoSuchEntity also says that a policy does not exist; only the role may still be on its way.
    private Task<AwsResult<Done>> WriteAsync(Func<CancellationToken, Task<AwsResult<Done>>> call, CancellationToken cancellationToken) =>
        Context.Consistency.WriteAsync(
            call,
            f => f.Code is "NoSuchEntity" && f.Message.Contains(RoleName, StringComparison.Ordinal) && Context.Consistency.IsRecent(RoleArn),
            cancellationToken);

    private bool HasManaged(RolePermissions? found) => found?.Attached.Any(p => p.Arn == Context.Desired.ManagedPolicyArn) is true;

    private IReadOnlyList<string> Others(RolePermissions found) =>
        [.. Names(found).Where(n => n != Context.Desired.ManagedPolicyArn && n != InlineText(Desired.InlinePolicyName))];

    private static IReadOnlyList<string> Names(RolePermissions found) => [.. found.Attached.Select(p => p.Arn), .. found.InlineNames.Select(InlineText)];

    private static string InlineText(string name) => $"{name} (inline)";

    private static string InlineNameOn(SeenRole role) => role.IsShared ? Desired.AddedPolicyName : Desired.InlinePolicyName;

    private static string? Present(bool present, string name) => present ? name : null;
}

/// <param name="InlineDocument">The document of the inline policy that set-up may write on this role, or null when there is none.</param>
/// <param name="Missing">The documented actions that an adopted role lacks.</param>
internal sealed record RolePermissions(
    SeenRole Role, IReadOnlyList<AttachedPolicy> Attached, IReadOnlyList<string> InlineNames, string? InlineDocument, IReadOnlyList<string> Missing);
