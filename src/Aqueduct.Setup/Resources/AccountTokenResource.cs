using Aqueduct.Aws;
using Aqueduct.GitLab;
using Aqueduct.GitLab.Administration;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>
/// The token with which Aqueduct acts as Amazon Q's account. Ours by its name on our own account. GitLab shows it once: a lost one is made
/// anew, as is one that ends soon; the former ones are revoked once the new one is stored.
/// </summary>
internal sealed class AccountTokenResource(GitLabContext context) : IResource
{
    private const int LongestNoticeDays = 30;

    private AccessTokensClient Tokens => context.Client.Tokens;

    public string Name => "account token";

    public string Identifier => DesiredAtGitLab.TokenName;

    public async Task<SetupResult<PlannedChange>> PlanAsync(CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(cancellationToken)).TryGet(out var seen, out var failure))
            return context.Explain(failure);
        var former = seen.Former.Select(t => new AttributeChange("former token", $"id {t.Id}", null));
        return seen switch
        {
            { Reason: Reason.None, Former: [] } => Planned(ChangeKind.Unchanged, []),
            { Reason: Reason.None } => Planned(ChangeKind.Update, [.. former], "an interrupted run had left it"),
            { Reason: Reason.EndsSoon, Record.ExpiresAt: { } day } => Planned(ChangeKind.Update, [new("expires", $"{day:yyyy-MM-dd}", "as late as GitLab allows"), .. former]),
            { Former: [] } => Planned(ChangeKind.Create, [new("scopes", null, Scopes)], seen.Record is null ? null : "the recorded one no longer works at GitLab"),
            _ => Planned(ChangeKind.Update, [new("token", "not known here", "made anew"), .. former], "GitLab shows a token only once"),
        };
    }

    public async Task<SetupResult<AppliedChange>> ApplyAsync(PlannedChange planned, CancellationToken cancellationToken)
    {
        if (planned.Kind is ChangeKind.Unchanged) // changed since it was shown: the next plan shows it
            return new AppliedChange(Name, Identifier, ChangeKind.Unchanged);
        if (!(await ReadAsync(cancellationToken)).TryGet(out var seen, out var failure)
            || (seen.Reason is not Reason.None && (failure = (await CreateAsync(seen.AccountId!.Value, cancellationToken)).Failure) is not null)
            || !(await ReadAsync(cancellationToken)).TryGet(out seen, out failure)
            || (failure = (await RevokeAllAsync(seen.Former, cancellationToken)).Failure) is not null)
            return context.Explain(failure);
        return new AppliedChange(Name, Identifier, planned.Kind, planned.Note);
    }

    public async Task<SetupResult<IReadOnlyList<PlannedChange>>> PlanDestroyAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).TryGet(out var seen, out var failure)
            ? SetupResult.Of<IReadOnlyList<PlannedChange>>(seen.Ours is [] ? [] : [Planned(ChangeKind.Delete, [])])
            : context.Explain(failure);

    public async Task<SetupResult<Done>> DestroyAsync(CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(cancellationToken)).TryGet(out var seen, out var failure)
            || !(await RevokeAllAsync(seen.Ours, cancellationToken)).TryGet(out _, out failure))
            return context.Explain(failure);
        await context.Records.RemoveAccountTokenAsync(cancellationToken);
        return default(Done);
    }

    /// <summary>Why a new one is needed.</summary>
    private enum Reason
    {
        None,
        Absent,
        EndsSoon,
    }

    /// <param name="AccountId">Null before there is an account.</param>
    /// <param name="Ours">Those that work.</param>
    /// <param name="Former">Those another one takes or took the place of.</param>
    private sealed record Seen(Reason Reason, long? AccountId, AccountTokenRecord? Record, IReadOnlyList<AccessToken> Ours, IReadOnlyList<AccessToken> Former);

    private async Task<GitLabResult<Seen>> ReadAsync(CancellationToken cancellationToken)
    {
        var record = await context.Records.GetAccountTokenAsync(cancellationToken);
        if ((await context.Records.GetAccountAsync(cancellationToken))?.Id is not { } accountId)
            return new Seen(Reason.Absent, null, record, [], []);

        List<AccessToken> ours = [];
        await foreach (var listed in Tokens.ListActiveAsync(accountId, cancellationToken))
        {
            if (!listed.TryGet(out var token, out var failure))
                return failure;
            if (token.Id == record?.Id || token.Name == DesiredAtGitLab.TokenName)
                ours.Add(token);
        }

        var current = ours.FirstOrDefault(t => t.Id == record?.Id && DesiredAtGitLab.TokenScopes.All(t.Scopes.Contains));
        var reason = current is null ? Reason.Absent : EndsSoon(record!) ? Reason.EndsSoon : Reason.None;
        return new Seen(reason, accountId, record, ours, [.. ours.Where(t => reason is Reason.Absent || t != current)]);
    }

    /// <summary>In the last quarter of its life, and never earlier than a month before its end.</summary>
    private bool EndsSoon(AccountTokenRecord record) =>
        record.ExpiresAt is { } day
        && day.DayNumber - DayOf(context.Clock.GetUtcNow()) < Math.Min(LongestNoticeDays, (day.DayNumber - DayOf(record.At)) / 4);

    private async Task<GitLabResult<NoContent>> CreateAsync(long accountId, CancellationToken cancellationToken)
    {
        var created = await SendCreateAsync(accountId, cancellationToken);
        if (created.Failure is { MayBeExecuted: true }) // what the lost answer was about is revoked with the former ones
            created = await SendCreateAsync(accountId, cancellationToken);
        if (!created.TryGet(out var token, out var failure))
            return failure;
        await context.Records.SetAccountTokenAsync(new(token.Id, accountId, token.Token, token.ExpiresAt, context.Clock.GetUtcNow()), cancellationToken);
        return default(NoContent);
    }

    private Task<GitLabResult<AccessTokenWithValue>> SendCreateAsync(long accountId, CancellationToken cancellationToken) =>
        Tokens.CreateAsync(accountId, DesiredAtGitLab.TokenName, DesiredAtGitLab.TokenScopes, cancellationToken);

    private async Task<GitLabResult<NoContent>> RevokeAllAsync(IReadOnlyList<AccessToken> tokens, CancellationToken cancellationToken)
    {
        foreach (var token in tokens)
        {
            if ((await Tokens.RevokeAsync(token.Id, cancellationToken)).Failure is { Kind: not GitLabFailureKind.NotFound } failure)
                return failure;
        }

        return default(NoContent);
    }

    private static int DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime).DayNumber;

    private static string Scopes => string.Join(' ', DesiredAtGitLab.TokenScopes);

    private PlannedChange Planned(ChangeKind kind, IReadOnlyList<AttributeChange> attributes, string? note = null) => new(Name, Identifier, kind, attributes, note);
}
