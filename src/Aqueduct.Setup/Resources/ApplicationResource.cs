using Aqueduct.Aws;
using Aqueduct.GitLab;
using Aqueduct.GitLab.Administration;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>
/// An OAuth application, such as the one Amazon Q works with. Ours by its recorded id, else by name and redirect URI, which is our own address.
/// GitLab shows its secret once and cannot change it: a lost secret is renewed, another redirect URI or scope makes another application,
/// and the former one is deleted once the new one's secret is stored.
/// </summary>
internal sealed class ApplicationResource(GitLabContext context, DesiredApplication wanted) : IResource
{
    private ApplicationsClient Applications => context.Client.Applications;

    private string InstanceUrl => context.Wanted.InstanceUrl;

    public string Name => wanted.Resource;

    public string Identifier => wanted.Name;

    public async Task<SetupResult<PlannedChange>> PlanAsync(CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(cancellationToken)).TryGet(out var seen, out var failure))
            return context.Explain(failure);
        var former = seen.ToDelete.Select(a => new AttributeChange("former application", $"id {a.Id}", null));
        return seen.Step switch
        {
            ApplicationStep.None when seen.ToDelete is [] => Planned(ChangeKind.Unchanged, [], null),
            ApplicationStep.None => Planned(ChangeKind.Update, [.. former], "an interrupted run had left it"),
            ApplicationStep.Record => Planned(ChangeKind.Update, [new("GitLab's public address", seen.Record!.InstanceUrl, InstanceUrl), .. former], wanted.Consequence),
            ApplicationStep.Renew => Planned(ChangeKind.Update, [new("secret", "not known here", "renewed"), .. former], Note("GitLab shows a secret only once")),
            ApplicationStep.Replace => Planned(ChangeKind.Update, [.. Compare(seen.Current), .. former], Note("GitLab cannot change an application: it is made anew")),
            _ => Planned(ChangeKind.Create, Compare(null),
                seen.Record is { } gone ? Note($"the recorded one (client ID {gone.ClientId}) no longer exists at GitLab") : null),
        };
    }

    public async Task<SetupResult<AppliedChange>> ApplyAsync(PlannedChange planned, CancellationToken cancellationToken)
    {
        if (planned.Kind is ChangeKind.Unchanged) // changed since it was shown: the next plan shows it
            return new AppliedChange(Name, Identifier, ChangeKind.Unchanged);
        if (!(await ReadAsync(cancellationToken)).TryGet(out var seen, out var failure))
            return context.Explain(failure);

        var stored = seen.Step switch
        {
            ApplicationStep.None => default(NoContent),
            ApplicationStep.Record => await StoreAsync(seen.Record! with { InstanceUrl = InstanceUrl }, cancellationToken),
            ApplicationStep.Renew => await RenewAsync(seen.Current!.Id, cancellationToken),
            _ => await CreateAsync([.. seen.ToDelete.Select(a => a.Id)], cancellationToken),
        };
        if (stored.Failure is null && seen.Step is ApplicationStep.Create or ApplicationStep.Replace && await YieldAsync(seen, cancellationToken) is { } twice)
            return twice;
        if ((stored.Failure ?? (await DeleteAllAsync(seen.ToDelete, cancellationToken)).Failure) is { } refused)
            return context.Explain(refused);
        await context.Records.RemoveApplicationIntentAsync(wanted.Key, cancellationToken);
        return new AppliedChange(Name, Identifier, planned.Kind, planned.Note);
    }

    public async Task<SetupResult<IReadOnlyList<PlannedChange>>> PlanDestroyAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).TryGet(out var seen, out var failure)
            ? SetupResult.Of<IReadOnlyList<PlannedChange>>(
                seen.Ours is [] ? [] : [Planned(ChangeKind.Delete, [], "tokens and consents that people gave it go with it")])
            : context.Explain(failure);

    public async Task<SetupResult<Done>> DestroyAsync(CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(cancellationToken)).TryGet(out var seen, out var failure)
            || !(await DeleteAllAsync(seen.Ours, cancellationToken)).TryGet(out _, out failure))
            return context.Explain(failure);
        await context.Records.RemoveApplicationIntentAsync(wanted.Key, cancellationToken);
        await context.Records.RemoveApplicationAsync(wanted.Key, cancellationToken);
        return default(Done);
    }

    private async Task<GitLabResult<SeenApplications>> ReadAsync(CancellationToken cancellationToken)
    {
        List<OAuthApplication> all = [];
        await foreach (var listed in Applications.ListAsync(cancellationToken))
        {
            if (!listed.TryGet(out var application, out var failure))
                return failure;
            all.Add(application);
        }

        return SeenApplications.Of(
            all, await context.Records.GetApplicationAsync(wanted.Key, cancellationToken), await context.Records.GetApplicationIntentAsync(wanted.Key, cancellationToken),
            wanted, InstanceUrl);
    }

    private async Task<GitLabResult<NoContent>> CreateAsync(IReadOnlyList<long> former, CancellationToken cancellationToken)
    {
        await context.Records.SetApplicationIntentAsync(wanted.Key, new(context.Clock.GetUtcNow(), wanted.RedirectUri, former), cancellationToken);
        var created = await Applications.CreateAsync(wanted.Name, wanted.RedirectUri, wanted.Scopes, confidential: true, cancellationToken);
        if (created.TryGet(out var application, out var failure))
            return await StoreAsync(application, cancellationToken);

        // The answer got lost, perhaps after GitLab had done the work: what exists now decides.
        if (failure.MayBeExecuted && (await ReadAsync(cancellationToken)).TryGet(out var seen, out _) && seen.Step is ApplicationStep.Renew)
            return await RenewAsync(seen.Current!.Id, cancellationToken);
        return failure;
    }

    /// <summary>Two set-ups may have looked before either made one: the later one gives way.</summary>
    /// <returns>Null when this is the only one, or the first.</returns>
    private async Task<Failure?> YieldAsync(SeenApplications before, CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(cancellationToken)).TryGet(out var seen, out var failure))
            return context.Explain(failure);
        var mine = seen.Record!.Id;
        if (seen.Ours.FirstOrDefault(a => a.Id < mine && before.Ours.All(b => b.Id != a.Id)) is not { } first)
            return null;
        if ((await Applications.DeleteAsync(mine, cancellationToken)).Failure is { } refused)
            return context.Explain(refused);
        await (before.Record is { } record
            ? context.Records.SetApplicationAsync(wanted.Key, record, cancellationToken)
            : context.Records.RemoveApplicationAsync(wanted.Key, cancellationToken));
        await context.Records.RemoveApplicationIntentAsync(wanted.Key, cancellationToken);
        return GitLabExplanation.MadeTwice(Name, first.Id);
    }

    private async Task<GitLabResult<NoContent>> RenewAsync(long id, CancellationToken cancellationToken) =>
        (await Applications.RenewSecretAsync(id, cancellationToken)).TryGet(out var renewed, out var failure)
            ? await StoreAsync(renewed, cancellationToken)
            : failure;

    private Task<GitLabResult<NoContent>> StoreAsync(OAuthApplicationWithSecret application, CancellationToken cancellationToken) =>
        StoreAsync(new ApplicationRecord(application.Id, application.ApplicationId, application.Secret, wanted.RedirectUri, InstanceUrl), cancellationToken);

    private async Task<GitLabResult<NoContent>> StoreAsync(ApplicationRecord record, CancellationToken cancellationToken)
    {
        await context.Records.SetApplicationAsync(wanted.Key, record, cancellationToken);
        return default(NoContent);
    }

    private async Task<GitLabResult<NoContent>> DeleteAllAsync(IReadOnlyList<OAuthApplication> applications, CancellationToken cancellationToken)
    {
        foreach (var application in applications)
        {
            var deleted = await Applications.DeleteAsync(application.Id, cancellationToken);
            if (deleted.Failure is { Kind: not GitLabFailureKind.NotFound } failure)
                return failure;
        }

        return default(NoContent);
    }

    private List<AttributeChange> Compare(OAuthApplication? found)
    {
        var scopes = string.Join(' ', wanted.Scopes);
        AttributeChange[] all =
        [
            new("redirect URI", found?.CallbackUrl, wanted.RedirectUri),
            new("scopes", found is null ? null : found.Scopes is null ? scopes : string.Join(' ', found.Scopes), scopes),
            new("confidential", found is null ? null : found.Confidential ? "yes" : "no", "yes"),
        ];
        return [.. all.Where(a => a.Before != a.After)];
    }

    private string Note(string text) => wanted.Consequence is null ? text : $"{text}; {wanted.Consequence}";

    private PlannedChange Planned(ChangeKind kind, IReadOnlyList<AttributeChange> attributes, string? note) => new(Name, Identifier, kind, attributes, note);
}
