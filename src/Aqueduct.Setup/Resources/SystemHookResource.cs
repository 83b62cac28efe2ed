using System.Security.Cryptography;
using Aqueduct.Aws;
using Aqueduct.GitLab;
using Aqueduct.GitLab.Administration;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>
/// The system hook through which GitLab tells Aqueduct of projects and groups. Ours by its recorded id, else by its URL, which is our own
/// address. Its secret is drawn here and stored before the hook is made, so that a lost answer loses nothing; a hook that is not as wanted, or
/// whose secret is not known here, is made anew, and the former one deleted.
/// </summary>
internal sealed class SystemHookResource(GitLabContext context) : IResource
{
    private SystemHooksClient Hooks => context.Client.Hooks;

    private string Url => context.Wanted.HookUrl;

    public string Name => "system hook";

    public string Identifier => Url;

    public async Task<SetupResult<PlannedChange>> PlanAsync(CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(cancellationToken)).TryGet(out var seen, out var failure))
            return context.Explain(failure);
        return seen switch
        {
            { Current: not null, Former: [] } => Planned(ChangeKind.Unchanged, []),
            { Current: not null } => Planned(ChangeKind.Update, [.. FormerOf(seen)], "an interrupted run had left it"),
            { Recorded: { } recorded } => Planned(ChangeKind.Update, Differences(recorded), "it is made anew"),
            { Former: [] } => Planned(ChangeKind.Create, [new("tells of", null, "projects and groups")], seen.Record?.Id is null ? null : "the recorded one no longer exists at GitLab"),
            _ => Planned(ChangeKind.Update, [new("secret token", "not known here", "made anew"), .. FormerOf(seen)], "GitLab never shows a hook's secret token"),
        };
    }

    public async Task<SetupResult<AppliedChange>> ApplyAsync(PlannedChange planned, CancellationToken cancellationToken)
    {
        if (planned.Kind is ChangeKind.Unchanged) // changed since it was shown: the next plan shows it
            return new AppliedChange(Name, Identifier, ChangeKind.Unchanged);
        if (!(await ReadAsync(cancellationToken)).TryGet(out var seen, out var failure))
            return context.Explain(failure);
        if (seen.Current is null && await CreateAsync(seen, cancellationToken) is { } refused)
            return refused;
        if (!(await DeleteAllAsync(seen.Former, cancellationToken)).TryGet(out _, out failure))
            return context.Explain(failure);
        await context.Records.SetHookAsync((await context.Records.GetHookAsync(cancellationToken))! with { Former = [] }, cancellationToken);
        return new AppliedChange(Name, Identifier, planned.Kind, planned.Note);
    }

    public async Task<SetupResult<IReadOnlyList<PlannedChange>>> PlanDestroyAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).TryGet(out var seen, out var failure)
            ? SetupResult.Of<IReadOnlyList<PlannedChange>>(seen.Ours is [] ? [] : [Planned(ChangeKind.Delete, [])])
            : context.Explain(failure);

    public async Task<SetupResult<Done>> DestroyAsync(CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(cancellationToken)).TryGet(out var seen, out var failure)
            || !(await DeleteAllAsync(seen.Ours, cancellationToken)).TryGet(out _, out failure))
            return context.Explain(failure);
        await context.Records.RemoveHookAsync(cancellationToken);
        return default(Done);
    }

    /// <param name="Recorded">The recorded one, where GitLab still has it.</param>
    /// <param name="Current">The one to keep: the recorded one, where it is as wanted.</param>
    /// <param name="Ours">All of them.</param>
    private sealed record Seen(HookRecord? Record, SystemHook? Recorded, SystemHook? Current, IReadOnlyList<SystemHook> Ours)
    {
        /// <summary>Those another one takes or took the place of.</summary>
        public IReadOnlyList<SystemHook> Former { get; } = [.. Ours.Where(h => h != Current)];
    }

    private async Task<GitLabResult<Seen>> ReadAsync(CancellationToken cancellationToken)
    {
        var record = await context.Records.GetHookAsync(cancellationToken);
        List<SystemHook> ours = [];
        await foreach (var listed in Hooks.ListAsync(cancellationToken))
        {
            if (!listed.TryGet(out var hook, out var failure))
                return failure;
            if (hook.Id == record?.Id || hook.Url == Url || record?.Former.Contains(hook.Id) is true || (record is { Id: null } && hook.Url == record.Url))
                ours.Add(hook);
        }

        var recorded = ours.FirstOrDefault(h => h.Id == record?.Id);
        return new Seen(record, recorded, recorded is not null && Differences(recorded) is [] ? recorded : null, ours);
    }

    private async Task<Failure?> CreateAsync(Seen before, CancellationToken cancellationToken)
    {
        var intent = new HookRecord(null, Url, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), [.. before.Ours.Select(h => h.Id)]);
        await context.Records.SetHookAsync(intent, cancellationToken);
        var created = await Hooks.CreateAsync(Url, intent.Secret, cancellationToken);
        if (!created.TryGet(out var hook, out var failure) && (!failure.MayBeExecuted || (hook = await FindMadeAsync(before, cancellationToken)) is null))
        {
            if (!failure.MayBeExecuted)
                await RestoreAsync(before.Record, cancellationToken);
            return Explain(failure);
        }

        await context.Records.SetHookAsync(intent with { Id = hook!.Id }, cancellationToken);
        return await YieldAsync(hook, before, cancellationToken);
    }

    /// <summary>Two set-ups may have looked before either made one: the later one gives way.</summary>
    /// <returns>Null when this is the only one, or the first.</returns>
    private async Task<Failure?> YieldAsync(SystemHook mine, Seen before, CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(cancellationToken)).TryGet(out var seen, out var failure))
            return context.Explain(failure);
        if (seen.Ours.FirstOrDefault(h => h.Id < mine.Id && before.Ours.All(b => b.Id != h.Id)) is not { } first)
            return null;
        if ((await Hooks.DeleteAsync(mine.Id, cancellationToken)).Failure is { } refused)
            return context.Explain(refused);
        await RestoreAsync(before.Record, cancellationToken);
        return GitLabExplanation.MadeTwice(Name, first.Id);
    }

    /// <summary>The answer got lost, perhaps after GitLab had done the work: what was not there before is it.</summary>
    private async Task<SystemHook?> FindMadeAsync(Seen before, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).TryGet(out var seen, out _) ? seen.Ours.Where(h => h.Url == Url && before.Ours.All(b => b.Id != h.Id)).MinBy(h => h.Id) : null;

    private Task RestoreAsync(HookRecord? before, CancellationToken cancellationToken) =>
        before is null ? context.Records.RemoveHookAsync(cancellationToken) : context.Records.SetHookAsync(before, cancellationToken);

    private async Task<GitLabResult<NoContent>> DeleteAllAsync(IReadOnlyList<SystemHook> hooks, CancellationToken cancellationToken)
    {
        foreach (var hook in hooks)
        {
            if ((await Hooks.DeleteAsync(hook.Id, cancellationToken)).Failure is { Kind: not GitLabFailureKind.NotFound } failure)
                return failure;
        }

        return default(NoContent);
    }

    private Failure Explain(GitLabFailure failure) =>
        failure.Kind is GitLabFailureKind.Invalid && failure.Message.Contains("url", StringComparison.OrdinalIgnoreCase)
            ? new("gitlab-hook-url-refused", $"GitLab does not take {Url} as the address of a system hook: {failure}",
                "It is an address in GitLab's own network. In GitLab: Admin > Settings > Network > Outbound requests, select Allow requests to the local network from system hooks "
                + "(allow_local_requests_from_system_hooks), or add the host to the allowlist there; or set server.public_url to a public address. Then run the command again.")
            : context.Explain(failure);

    private List<AttributeChange> Differences(SystemHook found)
    {
        AttributeChange[] all =
        [
            new("URL", found.Url, Url),
            new("push events", OnOff(found.PushEvents), OnOff(false)),
            new("tag events", OnOff(found.TagPushEvents), OnOff(false)),
            new("merge request events", OnOff(found.MergeRequestsEvents), OnOff(false)),
            new("repository update events", OnOff(found.RepositoryUpdateEvents), OnOff(false)),
            new("SSL verification", OnOff(found.EnableSslVerification), OnOff(true)),
        ];
        return [.. all.Where(a => a.Before != a.After)];
    }

    private static IEnumerable<AttributeChange> FormerOf(Seen seen) => seen.Former.Select(h => new AttributeChange("former hook", $"id {h.Id}", null));

    private static string OnOff(bool on) => on ? "on" : "off";

    private PlannedChange Planned(ChangeKind kind, IReadOnlyList<AttributeChange> attributes, string? note = null) => new(Name, Identifier, kind, attributes, note);
}
