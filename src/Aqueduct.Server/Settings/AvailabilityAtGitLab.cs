using Aqueduct.GitLab;
using Aqueduct.Server.Audit;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;

namespace Aqueduct.Server.Settings;

/// <summary>GitLab's own availability, read and written through its API: where Aqueduct is GitLab's gateway, nothing else decides.</summary>
internal sealed class AvailabilityAtGitLab(GitLabClient gitLab, LevelsAtGitLab levels, IDatabase database, IAuditTrail audit, TimeProvider clock) : IAvailability
{
    private readonly ShownAvailability shown = new(clock);

    public async Task<Outcome<EffectiveAvailability>> ReadAsync(Place place, CancellationToken cancellationToken) =>
        (await levels.ReadAsync(place, cancellationToken)).TryGet(out var read, out var failure) ? read.Effective : failure;

    public ValueTask<Outcome<EffectiveAvailability>> ShowAsync(Place place, CancellationToken cancellationToken) =>
        shown.GetAsync(place, ReadAsync, cancellationToken);

    public async Task<Outcome<NamedPlace>> FindAsync(PlaceKind kind, string idOrPath, CancellationToken cancellationToken)
    {
        GitLabFailure? failure;
        if (kind is PlaceKind.Instance)
            return NamedPlace.Instance;
        if (kind is PlaceKind.Group)
        {
            if ((await gitLab.Duo.GetGroupAsync(idOrPath, cancellationToken)).TryGet(out var group, out failure))
                return new NamedPlace(kind, group.Id, group.FullPath);
        }
        else if ((await gitLab.Duo.GetProjectAsync(idOrPath, cancellationToken)).TryGet(out var project, out failure))
        {
            return new NamedPlace(kind, project.Id, project.PathWithNamespace);
        }

        return failure.Kind is GitLabFailureKind.NotFound ? PlaceFailures.Unknown(kind, idOrPath) : LevelsAtGitLab.Told(failure, default);
    }

    public async Task<AvailabilityOutcome> PreviewAsync(AvailabilityChange change, CancellationToken cancellationToken) =>
        Apply(await levels.ReadAsync(change.Place, cancellationToken), change);

    /// <summary>The audit entry follows GitLab's yes: it is missing if this process dies between the two, and GitLab's own audit has it then.</summary>
    public async Task<AvailabilityOutcome> SetAsync(AvailabilityChange change, Actor actor, CancellationToken cancellationToken)
    {
        var outcome = await PreviewAsync(change, cancellationToken);
        if (outcome is not { Status: ChangeStatus.Changed, Before: { } before })
            return outcome;
        if ((await WriteAsync(change, cancellationToken)).Failure is { } refused)
            return AvailabilityOutcome.Refused(ChangeStatus.Refused, before, LevelsAtGitLab.Told(refused, change.Place));
        shown.Forget();
        if (!(await ReadAsync(change.Place, cancellationToken)).TryGet(out var now, out var failure))
            return AvailabilityOutcome.Refused(ChangeStatus.Refused, before, failure);
        await database.WriteAsync(
            async (db, token) =>
            {
                await audit.AppendAsync(db, AuditEntries.Of(before, now, actor), token);
                return await db.SaveChangesAsync(token);
            },
            cancellationToken);
        return outcome with { Now = now };
    }

    private static AvailabilityOutcome Apply(Outcome<GitLabLevels> read, AvailabilityChange change)
    {
        if (!read.TryGet(out var found, out var failure))
            return AvailabilityOutcome.Refused(failure.Code == "not-found" ? ChangeStatus.NotFound : ChangeStatus.Refused, null, failure);
        var before = found.Effective;
        if (change.Value is AvailabilityValue.Inherit)
            return AvailabilityOutcome.Refused(ChangeStatus.Invalid, before, NoInherit);
        if (change is { Place.Kind: PlaceKind.Instance, AutoReview: not null })
            return AvailabilityOutcome.Refused(ChangeStatus.Invalid, before, NoInstanceReview);
        return before.LockedBy is { } by && by == found.AlwaysOn
            ? AvailabilityOutcome.Refused(ChangeStatus.Locked, before, AlwaysOn(by))
            : ChangeRules.Apply(found.Chain, change);
    }

    private Task<GitLabResult<NoContent>> WriteAsync(AvailabilityChange change, CancellationToken cancellationToken) => change.Place.Kind switch
    {
        PlaceKind.Project => gitLab.Duo.SetProjectAsync(change.Place.Id, change.Value is { } value ? value is AvailabilityValue.On : null, change.AutoReview, cancellationToken),
        PlaceKind.Group => gitLab.Duo.SetGroupAsync(change.Place.Id, Word(change.Value), change.AutoReview, cancellationToken),
        _ => gitLab.Duo.SetInstanceAsync(Word(change.Value)!, cancellationToken),
    };

    private static string? Word(AvailabilityValue? value) => value is { } given ? AvailabilityWords.Of(given) : null;

    private static Failure NoInherit => new(
        "not-in-gitlabs-api", "gitlab.mode is gateway: GitLab keeps a value for each place and cannot take one back.", "Set the value that holds above.");

    private static Failure NoInstanceReview => new(
        "not-in-gitlabs-api", "GitLab's API cannot change automatic review for the instance.",
        "Use GitLab's page: Admin > Settings > General > GitLab Duo with Amazon Q > View configuration setup.");

    private static Failure AlwaysOn(NamedPlace by) => new(
        "availability-locked", $"At GitLab the {by} is always on, which lets nothing below turn it off.", $"Set the {by} to default_on first.");
}
