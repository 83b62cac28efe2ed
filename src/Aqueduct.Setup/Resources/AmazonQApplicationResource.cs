using Aqueduct.Aws;
using Aqueduct.GitLab;
using Aqueduct.GitLab.Administration;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>
/// The OAuth application Amazon Q works with. Ours by its recorded id, else by name and redirect URI, which is our own address.
/// GitLab shows its secret once and cannot change it: a lost secret is renewed, another redirect URI or scope makes another application,
/// and the former one is deleted once the new one's secret is stored.
/// </summary>
internal sealed class AmazonQApplicationResource(GitLabContext context) : IResource
{
    private const string Reconnect = "Amazon Q must be connected again";

    private ApplicationsClient Applications => context.Client.Applications;

    private DesiredAtGitLab Wanted => context.Wanted;

    public string Name => "OAuth application";

    public string Identifier => DesiredAtGitLab.ApplicationName;

    public async Task<SetupResult<PlannedChange>> PlanAsync(CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(cancellationToken)).TryGet(out var seen, out var failure))
            return context.Explain(failure);
        var former = seen.ToDelete.Select(a => new AttributeChange("former application", $"id {a.Id}", null));
        return seen.Step switch
        {
            ApplicationStep.None when seen.ToDelete is [] => Planned(ChangeKind.Unchanged, [], null),
            ApplicationStep.None => Planned(ChangeKind.Update, [.. former], "an interrupted run had left it"),
            ApplicationStep.Record => Planned(ChangeKind.Update, [new("GitLab's address for Amazon Q", seen.Record!.InstanceUrl, Wanted.InstanceUrl), .. former], Reconnect),
            ApplicationStep.Renew => Planned(ChangeKind.Update, [new("secret", "not known here", "renewed"), .. former], $"GitLab shows a secret only once; {Reconnect}"),
            ApplicationStep.Replace => Planned(ChangeKind.Update, [.. Compare(seen.Current), .. former], $"GitLab cannot change an application: it is made anew; {Reconnect}"),
            _ => Planned(ChangeKind.Create, Compare(null),
                seen.Record is { } gone ? $"the recorded one (client ID {gone.ClientId}) no longer exists at GitLab; {Reconnect}" : null),
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
            ApplicationStep.Record => await StoreAsync(seen.Record! with { InstanceUrl = Wanted.InstanceUrl }, cancellationToken),
            ApplicationStep.Renew => await RenewAsync(seen.Current!.Id, cancellationToken),
            _ => await CreateAsync([.. seen.ToDelete.Select(a => a.Id)], cancellationToken),
        };
        if ((stored.Failure ?? (await DeleteAllAsync(seen.ToDelete, cancellationToken)).Failure) is { } refused)
            return context.Explain(refused);
        await context.Records.RemoveApplicationIntentAsync(cancellationToken);
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
        await context.Records.RemoveApplicationIntentAsync(cancellationToken);
        await context.Records.RemoveApplicationAsync(cancellationToken);
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
            all, await context.Records.GetApplicationAsync(cancellationToken), await context.Records.GetApplicationIntentAsync(cancellationToken), Wanted);
    }

    private async Task<GitLabResult<NoContent>> CreateAsync(IReadOnlyList<long> former, CancellationToken cancellationToken)
    {
        await context.Records.SetApplicationIntentAsync(new(context.Clock.GetUtcNow(), Wanted.RedirectUri, former), cancellationToken);
        var created = await Applications.CreateAsync(DesiredAtGitLab.ApplicationName, Wanted.RedirectUri, DesiredAtGitLab.Scopes, confidential: true, cancellationToken);
        if (created.TryGet(out var application, out var failure))
            return await StoreAsync(application, cancellationToken);

        // The answer got lost, perhaps after GitLab had done the work: what exists now decides.
        if (failure.MayBeExecuted && (await ReadAsync(cancellationToken)).TryGet(out var seen, out _) && seen.Step is ApplicationStep.Renew)
            return await RenewAsync(seen.Current!.Id, cancellationToken);
        return failure;
    }

    private async Task<GitLabResult<NoContent>> RenewAsync(long id, CancellationToken cancellationToken) =>
        (await Applications.RenewSecretAsync(id, cancellationToken)).TryGet(out var renewed, out var failure)
            ? await StoreAsync(renewed, cancellationToken)
            : failure;

    private Task<GitLabResult<NoContent>> StoreAsync(OAuthApplicationWithSecret application, CancellationToken cancellationToken) =>
        StoreAsync(new ApplicationRecord(application.Id, application.ApplicationId, application.Secret, Wanted.RedirectUri, Wanted.InstanceUrl), cancellationToken);

    private async Task<GitLabResult<NoContent>> StoreAsync(ApplicationRecord record, CancellationToken cancellationToken)
    {
        await context.Records.SetApplicationAsync(record, cancellationToken);
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
        var scopes = string.Join(' ', DesiredAtGitLab.Scopes);
        AttributeChange[] all =
        [
            new("redirect URI", found?.CallbackUrl, Wanted.RedirectUri),
            new("scopes", found is null ? null : found.Scopes is null ? scopes : string.Join(' ', found.Scopes), scopes),
            new("confidential", found is null ? null : found.Confidential ? "yes" : "no", "yes"),
        ];
        return [.. all.Where(a => a.Before != a.After)];
    }

    private PlannedChange Planned(ChangeKind kind, IReadOnlyList<AttributeChange> attributes, string? note) => new(Name, Identifier, kind, attributes, note);
}
