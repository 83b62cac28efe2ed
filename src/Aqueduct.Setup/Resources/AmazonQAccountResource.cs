using Aqueduct.Aws;
using Aqueduct.GitLab;
using Aqueduct.GitLab.Administration;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>
/// Amazon Q's account at GitLab: a service account, or where the plan of the instance has none an ordinary user.
/// Ours by its recorded id. Destroy blocks it instead of deleting it, so that what it wrote keeps its author, and a later apply unblocks it.
/// </summary>
internal sealed class AmazonQAccountResource(GitLabContext context) : IResource
{
    private const int MostNames = 20;
    private const string Active = "active";

    private UsersClient Users => context.Client.Users;

    public string Name => "Amazon Q account";

    public string Identifier => DesiredAtGitLab.AccountUsername;

    public async Task<SetupResult<PlannedChange>> PlanAsync(CancellationToken cancellationToken)
    {
        var record = await context.Records.GetAccountAsync(cancellationToken);
        if (!(await ReadAsync(record, cancellationToken)).TryGet(out var seen, out var failure))
            return context.Explain(failure);
        if (seen.Found is not { } found)
            return await PlanCreateAsync(seen.FreeName, record, cancellationToken);

        var note = Note(
            seen.IsAdopted ? "adopted: from now on it is ours, and destroy blocks it" : null,
            !seen.IsAdopted && record!.Username != found.Username ? $"renamed at GitLab from {record!.Username}; it stays ours by its id" : null,
            context.ExpiryWarning);
        return found.State switch
        {
            null or Active when record?.Id == found.Id => new PlannedChange(Name, found.Username, ChangeKind.Unchanged, [], note),
            null or Active => new PlannedChange(Name, found.Username, ChangeKind.Update, [new("recorded", null, $"id {found.Id}")], note),
            "blocked" => new PlannedChange(Name, found.Username, ChangeKind.Update, [new("state", found.State, Active)], note),
            var other => new PlannedChange(Name, found.Username, ChangeKind.Manual, [], $"It is {other}. In GitLab: Admin > Users > {found.Username}, and make it active again."),
        };
    }

    public async Task<SetupResult<AppliedChange>> ApplyAsync(PlannedChange planned, CancellationToken cancellationToken)
    {
        if (planned.Kind is ChangeKind.Unchanged or ChangeKind.Manual) // changed since it was shown: the next plan shows it
            return new AppliedChange(Name, planned.Identifier, planned.Kind, planned.Note);
        var record = await context.Records.GetAccountAsync(cancellationToken);
        if (!(await ReadAsync(record, cancellationToken)).TryGet(out var seen, out var failure))
            return context.Explain(failure);
        if (seen.Found is not { } found)
            return await CreateAsync(record, cancellationToken);

        if (found.State is "blocked" && (await Users.UnblockAsync(found.Id, cancellationToken)).Failure is { } refused)
            return context.Explain(refused);
        await RememberAsync(found, seen.IsAdopted ? Origin.Adopted : OriginOf(record!), cancellationToken);
        return new AppliedChange(Name, found.Username, planned.Kind, !seen.IsAdopted && record!.Id is null ? "an interrupted run had created it" : null);
    }

    public async Task<SetupResult<IReadOnlyList<PlannedChange>>> PlanDestroyAsync(CancellationToken cancellationToken) =>
        (await ReadRecordedAsync(await context.Records.GetAccountAsync(cancellationToken), cancellationToken)).TryGet(out var ours, out var failure)
            ? SetupResult.Of<IReadOnlyList<PlannedChange>>([.. ours.Where(IsAtWork).Select(found => new PlannedChange(
                Name, found.Username, ChangeKind.Update, [new("state", found.State, "blocked")], "blocked, not deleted: what it wrote keeps its author"))])
            : context.Explain(failure);

    public async Task<SetupResult<Done>> DestroyAsync(CancellationToken cancellationToken)
    {
        var record = await context.Records.GetAccountAsync(cancellationToken);
        if (!(await ReadRecordedAsync(record, cancellationToken)).TryGet(out var ours, out var failure))
            return context.Explain(failure);
        if (ours is [])
            await context.Records.RemoveAccountAsync(cancellationToken);
        foreach (var found in ours)
        {
            if (IsAtWork(found) && (await Users.BlockAsync(found.Id, cancellationToken)).Failure is { } refused)
                return context.Explain(refused);
            await RememberAsync(found, OriginOf(record!), cancellationToken);
        }

        return default(Done);
    }

    private static bool IsAtWork(GitLabUser found) => found.State is null or Active;

    /// <summary>The account if it exists, else a username no user has.</summary>
    /// <param name="IsAdopted">Nothing but the user's word says that it is ours.</param>
    private sealed record Seen(GitLabUser? Found, string FreeName, bool IsAdopted = false);

    private async Task<GitLabResult<Seen>> ReadAsync(AccountRecord? record, CancellationToken cancellationToken)
    {
        if (!(await ReadRecordedAsync(record, cancellationToken)).TryGet(out var recorded, out var failure))
            return failure;
        if (recorded is [var found])
            return new Seen(found, found.Username);

        for (var number = 0; ; number++)
        {
            var name = NameOf(number);
            if ((await Users.FindAsync(name, cancellationToken)).TryGet(out var holder, out failure))
            {
                if (context.Adopt && holder.Name == DesiredAtGitLab.AccountName)
                    return new Seen(holder, name, IsAdopted: true);
                if (number < MostNames)
                    continue;
                return new GitLabFailure(GitLabFailureKind.Conflict, "GET /users", $"The usernames {NameOf(0)} to {name} are all taken.");
            }

            return failure.Kind is GitLabFailureKind.NotFound ? new Seen(null, name) : failure;
        }
    }

    /// <returns>None or one.</returns>
    private async Task<GitLabResult<IReadOnlyList<GitLabUser>>> ReadRecordedAsync(AccountRecord? record, CancellationToken cancellationToken)
    {
        if (record is null)
            return Array.Empty<GitLabUser>();
        var read = record.Id is { } id ? await Users.GetAsync(id, cancellationToken) : await Users.FindAsync(record.Username, cancellationToken);
        if (!read.TryGet(out var found, out var failure))
            return failure.Kind is GitLabFailureKind.NotFound ? Array.Empty<GitLabUser>() : failure;

        // The intent was written after the name was seen to be free.
        return record.Id is not null || found.Name == DesiredAtGitLab.AccountName ? new[] { found } : Array.Empty<GitLabUser>();
    }

    private async Task<SetupResult<PlannedChange>> PlanCreateAsync(string name, AccountRecord? record, CancellationToken cancellationToken)
    {
        if (!(await Users.HasServiceAccountsAsync(cancellationToken)).TryGet(out var hasServiceAccounts, out var failure))
            return context.Explain(failure);
        var note = Note(
            record is { Id: { } id } ? $"the recorded account {record.Username} (id {id}) no longer exists at GitLab" : null,
            name == NameOf(0) ? null : $"the username {NameOf(0)} is taken by somebody else",
            hasServiceAccounts ? null : "this GitLab's plan has no service accounts: an ordinary user, which takes a seat where seats are counted",
            context.ExpiryWarning);
        return new PlannedChange(
            Name, name, ChangeKind.Create,
            [new("name", null, DesiredAtGitLab.AccountName), new("kind", null, hasServiceAccounts ? "service account" : "ordinary user, nobody can sign in as it")],
            note);
    }

    private async Task<SetupResult<AppliedChange>> CreateAsync(AccountRecord? before, CancellationToken cancellationToken)
    {
        if (!(await Users.HasServiceAccountsAsync(cancellationToken)).TryGet(out var hasServiceAccounts, out var failure))
            return context.Explain(failure);
        for (var number = 0; number <= MostNames; number++)
        {
            var name = NameOf(number);
            if (!(await Users.FindAsync(name, cancellationToken)).TryGet(out _, out failure) && failure.Kind is not GitLabFailureKind.NotFound)
                return context.Explain(failure);
            if (failure is null)
                continue;

            var intent = new AccountRecord(null, name, Origin.Intent, context.Clock.GetUtcNow());
            await context.Records.SetAccountAsync(intent, cancellationToken);
            var created = hasServiceAccounts
                ? await Users.CreateServiceAccountAsync(DesiredAtGitLab.AccountName, name, cancellationToken)
                : await Users.CreateUserAsync(DesiredAtGitLab.AccountName, name, $"{name}@noreply.{context.Wanted.Url.Host}", cancellationToken);
            if (!created.TryGet(out var account, out failure) && failure.MayBeExecuted
                && (await ReadRecordedAsync(intent, cancellationToken)).TryGet(out var made, out _) && made is [var alone])
                account = alone;
            if (account is not null)
            {
                await RememberAsync(account, Origin.Created, cancellationToken);
                return new AppliedChange(Name, account.Username, ChangeKind.Create);
            }

            if (failure!.MayBeExecuted)
                return context.Explain(failure); // the intent stays: the next run looks
            await RestoreAsync(before, cancellationToken);
            if (!IsTaken(failure))
                return context.Explain(failure);
        }

        return context.Explain(new(GitLabFailureKind.Conflict, "POST /users", $"The usernames {NameOf(0)} to {NameOf(MostNames)} are all taken."));
    }

    // A group may have the name, too; no list of users shows that.
    private static bool IsTaken(GitLabFailure failure) =>
        failure.Kind is GitLabFailureKind.Conflict or GitLabFailureKind.Invalid && failure.Message.Contains("taken", StringComparison.OrdinalIgnoreCase);

    private Task RememberAsync(GitLabUser account, Origin origin, CancellationToken cancellationToken) =>
        context.Records.SetAccountAsync(new(account.Id, account.Username, origin, context.Clock.GetUtcNow()), cancellationToken);

    private Task RestoreAsync(AccountRecord? before, CancellationToken cancellationToken) =>
        before is null ? context.Records.RemoveAccountAsync(cancellationToken) : context.Records.SetAccountAsync(before, cancellationToken);

    private static Origin OriginOf(AccountRecord record) => record.Origin is Origin.Intent ? Origin.Created : record.Origin;

    private static string NameOf(int number) => number is 0 ? DesiredAtGitLab.AccountUsername : $"{DesiredAtGitLab.AccountUsername}-{number}";

    private static string? Note(params string?[] parts) => string.Join("; ", parts.Where(p => p is not null)) is { Length: > 0 } note ? note : null;
}
