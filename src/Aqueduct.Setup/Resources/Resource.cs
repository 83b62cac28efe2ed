using Aqueduct.Aws;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>
/// The course common to all resources; a resource adds how to read, compare, create, update and delete itself and how it proves it is ours.
/// </summary>
/// <typeparam name="TFound">What reading it gives.</typeparam>
/// <param name="former">Stands for something an earlier configuration made or adopted, only to destroy it.</param>
internal abstract class Resource<TFound>(SetupContext context, ResourceRecord? former = null) : IResource
    where TFound : class
{
    protected SetupContext Context => context;

    protected ResourceRecord? Former => former;

    public abstract string Name { get; }

    public abstract string Identifier { get; }

    /// <summary>Its row in the records; null when it belongs to another resource and needs none.</summary>
    protected abstract string? Record { get; }

    /// <summary>A failure of kind <see cref="AwsFailureKind.NotFound"/> says that it does not exist.</summary>
    protected abstract Task<AwsResult<TFound>> ReadAsync(CancellationToken cancellationToken);

    protected abstract Proof Prove(TFound found, ResourceRecord? record);

    protected abstract string IdentifierOf(TFound found);

    /// <summary>The attributes that differ; null stands for "does not exist yet".</summary>
    protected abstract IReadOnlyList<AttributeChange> Compare(TFound? found);

    /// <returns>The identifier.</returns>
    protected abstract Task<AwsResult<string>> CreateAsync(ResourceRecord? intent, CancellationToken cancellationToken);

    protected abstract Task<AwsResult<Done>> UpdateAsync(TFound found, CancellationToken cancellationToken);

    protected abstract Task<AwsResult<Done>> DeleteAsync(TFound found, CancellationToken cancellationToken);

    /// <summary>What an adoption will change, as it is now.</summary>
    protected virtual Task<AwsResult<Before>> JournalAsync(TFound found, CancellationToken cancellationToken) => throw CannotBeAdopted();

    /// <summary>How something adopted still differs from what it was before; its attributes say "before" what is there now.</summary>
    protected virtual IReadOnlyList<AttributeChange> ComparePutBack(TFound found, Before? before) => throw CannotBeAdopted();

    /// <summary>Makes something adopted what it was before; what others changed meanwhile stays.</summary>
    protected virtual Task<AwsResult<Done>> PutBackAsync(TFound found, Before? before, CancellationToken cancellationToken) => throw CannotBeAdopted();

    /// <summary>A warning, with or without a change.</summary>
    protected virtual Task<string?> NoteAsync(TFound? found, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>What a refused read means for the plan, when a person can go on without it.</summary>
    protected virtual PlannedChange? PlanWithout(AwsFailure failure) => null;

    /// <summary>A refused create in the words of this resource.</summary>
    protected virtual Failure ExplainCreate(AwsFailure failure) => context.Explain(failure);

    /// <summary>Whether "does not exist" may only mean that IAM does not show a write of ours yet.</summary>
    protected virtual bool MayBeHidden(AwsFailure failure) => false;

    /// <summary>Why something of ours cannot be deleted, or something adopted not be put back, now.</summary>
    protected virtual Failure? RefuseDestroy(TFound found) => null;

    public async Task<SetupResult<PlannedChange>> PlanAsync(CancellationToken cancellationToken)
    {
        var read = await ReadAsync(cancellationToken);
        if (!read.TryGet(out var found, out var failure))
        {
            if (failure.Kind is AwsFailureKind.NotFound)
                return Planned(Identifier, ChangeKind.Create, Compare(default), await NoteAsync(default, cancellationToken));
            return PlanWithout(failure) is { } without ? without : context.Explain(failure);
        }

        var record = await Memory.GetAsync(cancellationToken);
        var proof = Prove(found, record);
        if (RefuseUse(found, proof) is { } refusal)
            return refusal;

        var changes = Compare(found);
        var note = await NoteAsync(found, cancellationToken);
        if (proof.Ownership is Ownership.Unproven)
            note = Join("adopted: changed as shown, and put back as it was by destroy", note);
        var kind = changes.Count is 0 ? ChangeKind.Unchanged : KindOf(found);
        return Planned(IdentifierOf(found), kind, changes, note);
    }

    public async Task<SetupResult<AppliedChange>> ApplyAsync(PlannedChange planned, CancellationToken cancellationToken)
    {
        var record = await Memory.GetAsync(cancellationToken);
        var read = await context.Consistency.WaitOutAsync(ReadAsync, MayBeHidden, cancellationToken);
        if (!read.TryGet(out var found, out var failure))
        {
            if (failure.Kind is AwsFailureKind.NotFound && planned.Kind is not ChangeKind.Unchanged)
                return await CreateRememberedAsync(record, cancellationToken);
            return PlanWithout(failure) is { } without
                ? new AppliedChange(Name, Identifier, ChangeKind.Manual, without.Note)
                : context.Explain(failure);
        }

        var isWhole = Compare(found).Count is 0;
        if (planned.Kind is ChangeKind.Unchanged && !isWhole) // changed since it was shown: the next plan shows it
            return new AppliedChange(Name, planned.Identifier, ChangeKind.Unchanged);
        return planned.Kind is ChangeKind.Create && isWhole
            ? await MendAsync(found, record, ChangeKind.Unchanged, Meanwhile(record), cancellationToken)
            : await MendAsync(found, record, planned.Kind, null, cancellationToken);
    }

    public async Task<SetupResult<IReadOnlyList<PlannedChange>>> PlanDestroyAsync(CancellationToken cancellationToken)
    {
        var record = await Memory.GetAsync(cancellationToken);
        var read = await ReadAsync(cancellationToken);
        if (!read.TryGet(out var found, out var failure))
            return IsNothingToDelete(failure, record) ? SetupResult.Of<IReadOnlyList<PlannedChange>>([]) : context.Explain(failure);
        var ownership = Prove(found, record).Ownership;
        if (ownership is not (Ownership.Ours or Ownership.Adopted))
            return SetupResult.Of<IReadOnlyList<PlannedChange>>([Planned(IdentifierOf(found), ChangeKind.Unchanged, [], "not created by us: left as it is")]);
        if (RefuseDestroy(found) is { } refusal)
            return refusal;
        if (ownership is Ownership.Ours)
            return SetupResult.Of<IReadOnlyList<PlannedChange>>([Planned(IdentifierOf(found), ChangeKind.Delete, [], null)]);
        var changes = ComparePutBack(found, BeforeOf(found, record));
        return SetupResult.Of<IReadOnlyList<PlannedChange>>(
            changes.Count is 0 ? [] : [Planned(IdentifierOf(found), ChangeKind.Update, changes, "put back as it was before set-up took it over")]);
    }

    public async Task<SetupResult<Done>> DestroyAsync(CancellationToken cancellationToken)
    {
        var record = await Memory.GetAsync(cancellationToken);
        var read = await ReadAsync(cancellationToken);
        if (read.TryGet(out var found, out var failure))
        {
            var done = Prove(found, record).Ownership switch
            {
                Ownership.Ours => await DeleteAsync(found, cancellationToken),
                Ownership.Adopted => await PutBackAsync(found, BeforeOf(found, record), cancellationToken),
                _ => default(Done),
            };
            if (done is { Failure: { Kind: not AwsFailureKind.NotFound } refused })
                return context.Explain(refused);
        }
        else if (!IsNothingToDelete(failure, record))
        {
            return context.Explain(failure);
        }

        await Memory.ForgetAsync(cancellationToken);
        return default(Done);
    }

    private bool IsNothingToDelete(AwsFailure failure, ResourceRecord? record) =>
        failure.Kind is AwsFailureKind.NotFound || (PlanWithout(failure) is not null && record is not { IsOurs: true });

    /// <summary>How a difference counts in the plan; a resource that is a part of another may be created although that one exists.</summary>
    protected virtual ChangeKind KindOf(TFound found) => ChangeKind.Update;

    private async Task<SetupResult<AppliedChange>> CreateRememberedAsync(ResourceRecord? before, CancellationToken cancellationToken)
    {
        var intent = await Memory.IntendAsync(Identifier, before, cancellationToken);
        var created = await CreateAsync(intent, cancellationToken);
        if (created.TryGet(out var identifier, out var failure))
        {
            context.Consistency.Wrote(Identifier);
            await Memory.RememberAsync(identifier, Origin.Created, intent, null, cancellationToken);
            return new AppliedChange(Name, identifier, ChangeKind.Create);
        }

        // Somebody was faster, or the answer got lost after AWS had done the work: what exists now decides.
        if (failure.Kind is AwsFailureKind.AlreadyExists or AwsFailureKind.Conflict or AwsFailureKind.Unreachable or AwsFailureKind.ServerFault)
        {
            var exists = failure.Kind is AwsFailureKind.AlreadyExists;
            var read = await context.Consistency.WaitOutAsync(ReadAsync, f => exists && f.Kind is AwsFailureKind.NotFound, cancellationToken);
            if (read.TryGet(out var found, out _))
            {
                context.Consistency.Wrote(Identifier);
                return exists || failure.Kind is AwsFailureKind.Conflict
                    ? await MendAsync(found, before, ChangeKind.Unchanged, Meanwhile(before), cancellationToken)
                    : await MendAsync(found, intent, ChangeKind.Create, null, cancellationToken);
            }

            return ExplainCreate(failure);
        }

        // Refused for certain: nothing was made, so nothing is intended any more.
        await Memory.RestoreAsync(before, cancellationToken);
        return ExplainCreate(failure);
    }

    private async Task<SetupResult<AppliedChange>> MendAsync(
        TFound found, ResourceRecord? record, ChangeKind kind, string? note, CancellationToken cancellationToken)
    {
        var proof = Prove(found, record);
        if (RefuseUse(found, proof) is { } refusal)
            return refusal;
        if (proof.Ownership is Ownership.Unproven)
        {
            if (!(await JournalAsync(found, cancellationToken)).TryGet(out var before, out var unread))
                return context.Explain(unread);
            record = await Memory.RememberAsync(IdentifierOf(found), Origin.Adopted, record, before, cancellationToken);
        }

        if (Compare(found).Count > 0)
        {
            var updated = await UpdateAsync(found, cancellationToken);
            if (!updated.TryGet(out _, out var failure))
                return context.Explain(failure);
            context.Consistency.Wrote(Identifier);
            kind = kind is ChangeKind.Create ? ChangeKind.Create : ChangeKind.Update;
        }

        var origin = proof.Ownership switch
        {
            Ownership.Ours => Origin.Created,
            Ownership.Adopted or Ownership.Unproven => Origin.Adopted,
            _ => Origin.Found,
        };
        if (kind is not ChangeKind.Unchanged || record?.Identifier != IdentifierOf(found) || record.Origin != origin)
            await Memory.RememberAsync(IdentifierOf(found), origin, record, origin is Origin.Adopted ? BeforeOf(found, record) : null, cancellationToken);
        return new AppliedChange(Name, IdentifierOf(found), kind, note);
    }

    /// <summary>Why it can be neither used nor changed.</summary>
    protected virtual Failure? RefuseUse(TFound found, Proof proof) => proof.Ownership switch
    {
        Ownership.Foreign => new("bound-to-other-instance",
            $"{Name} {IdentifierOf(found)} belongs to the GitLab instance {proof.Other}; this Aqueduct is set up for {context.Desired.InstanceUid}.",
            Record is SetupRecords.Role
                ? "Choose another role.name for this instance, or run `aqueduct setup destroy` on the Aqueduct of the other one first."
                : "Check gitlab.instance_uid, or run `aqueduct setup destroy` on the Aqueduct of the other instance first."),
        Ownership.Unproven when !context.Adopt => new("exists-without-proof",
            $"{Name} {IdentifierOf(found)} exists already and carries no tag {Desired.InstanceTag}, so set-up leaves it alone.",
            "To take it over (it is changed as the plan shows, tagged, and put back as it was by destroy): `aqueduct setup plan --adopt`, then `aqueduct setup apply --adopt`."),
        _ => null,
    };

    /// <summary>An intent in the records means that an earlier run of ours made it.</summary>
    private static string Meanwhile(ResourceRecord? record) =>
        record is { Origin: Origin.Intent } ? "an interrupted run had created it" : "another set-up created it meanwhile";

    private ResourceMemory Memory => new(context, Record, former);

    private Before? BeforeOf(TFound found, ResourceRecord? record) => record?.Of(IdentifierOf(found))?.Before;

    private PlannedChange Planned(string identifier, ChangeKind kind, IReadOnlyList<AttributeChange> attributes, string? note) =>
        new(Name, identifier, kind, attributes, note);

    private InvalidOperationException CannotBeAdopted() => new($"{Name} is never adopted.");

    protected static string Join(string first, string? second) => second is null ? first : $"{first}; {second}";
}
