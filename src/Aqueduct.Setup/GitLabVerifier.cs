using Aqueduct.GitLab;
using Aqueduct.Setup.Resources;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup;

/// <summary>
/// 1. the administrator's token works; 2. each resource is at GitLab as it was set up; 3. GitLab takes the account's own token for the account;
/// 4. with it, the account reads a project it is a member of, where there is one.
/// </summary>
internal sealed class GitLabVerifier(DesiredAtGitLab wanted, Func<string, GitLabClient> clientWith, GitLabRecords records)
{
    private const string Apply = "Run `aqueduct setup apply --only gitlab`.";
    private const string Token = "account token works";
    private const string Projects = "account reads projects";

    /// <param name="prepared">The administrator's way to GitLab, or why there is none.</param>
    /// <param name="resourcesOf">Those to look at.</param>
    public async Task<Verification> RunAsync(
        SetupResult<GitLabContext> prepared, Func<GitLabContext, IReadOnlyList<IResource>> resourcesOf, CancellationToken cancellationToken)
    {
        var asAccount = ActAsAccountAsync(cancellationToken);
        return prepared.TryGet(out var context, out var failures)
            ? new([Administrator(context), .. await Task.WhenAll(resourcesOf(context).Select(r => LookAtAsync(r, cancellationToken))), .. await asAccount])
            : new([.. failures.Select(f => new VerificationStep("GitLab administrator", VerificationStatus.Failed, f.Detail, f.Fix)), .. await asAccount]);
    }

    private static VerificationStep Administrator(GitLabContext context)
    {
        var access = context.Access;
        var scopes = access.Scopes is null ? "" : $", with the scopes {string.Join(", ", access.Scopes)}";
        var end = access.ExpiresAt is { } day ? $", until {day:yyyy-MM-dd}" : "";
        return new("GitLab administrator", VerificationStatus.Passed, $"{access.Username} at GitLab {access.Version}{scopes}{end}");
    }

    private static async Task<VerificationStep> LookAtAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (!(await resource.PlanAsync(cancellationToken)).TryGet(out var planned, out var failures))
            return new(resource.Name, VerificationStatus.Failed, failures[0].Detail, failures[0].Fix);
        var note = planned.Note is { } said ? $"; {said}" : "";
        var differing = string.Join(", ", planned.Attributes.Select(a => $"{a.Name} {a.Before ?? "none"} → {a.After ?? "none"}"));
        return planned.Kind switch
        {
            ChangeKind.Unchanged => new(resource.Name, VerificationStatus.Passed, $"{planned.Identifier} is as set up{note}"),
            ChangeKind.Manual => new(resource.Name, VerificationStatus.Failed, $"{planned.Identifier} is not as set up", planned.Note),
            ChangeKind.Create => new(resource.Name, VerificationStatus.Failed, $"{planned.Identifier} does not exist{note}", Apply),
            _ => new(resource.Name, VerificationStatus.Failed, $"{planned.Identifier} differs: {differing}{note}", Apply),
        };
    }

    private async Task<IReadOnlyList<VerificationStep>> ActAsAccountAsync(CancellationToken cancellationToken)
    {
        if (await records.GetAccountTokenAsync(cancellationToken) is not { } token)
            return [new(Token, VerificationStatus.Failed, "none is stored", Apply), new(Projects, VerificationStatus.Skipped, "needs the account's token")];

        using var client = clientWith(token.Token);
        if (!(await client.Users.GetSelfAsync(cancellationToken)).TryGet(out var self, out var failure))
            return [Refused(Token, failure), new(Projects, VerificationStatus.Skipped, "needs the account's token")];
        return self.Id == token.AccountId
            ? [new(Token, VerificationStatus.Passed, $"GitLab takes it for {self.Username}"), await ReadProjectAsync(client, cancellationToken)]
            : [new(Token, VerificationStatus.Failed, $"GitLab takes it for {self.Username} (id {self.Id}), not for the account (id {token.AccountId})", Apply)];
    }

    private async Task<VerificationStep> ReadProjectAsync(GitLabClient client, CancellationToken cancellationToken)
    {
        if (!(await client.Projects.FindOwnAsync(cancellationToken)).TryGet(out var project, out var failure))
        {
            return failure.Kind is GitLabFailureKind.NotFound
                ? new(Projects, VerificationStatus.Skipped, "a member of no project yet")
                : Refused(Projects, failure);
        }

        return (await client.Projects.GetAsync(project.Id, cancellationToken)).TryGet(out _, out failure)
            ? new(Projects, VerificationStatus.Passed, $"such as {project.PathWithNamespace}")
            : Refused(Projects, failure);
    }

    // Where the token itself is refused, apply cures it: it makes another one and unblocks the account.
    private VerificationStep Refused(string name, GitLabFailure failure) => new(
        name, VerificationStatus.Failed, $"{failure}",
        failure.Kind is GitLabFailureKind.Unauthorized or GitLabFailureKind.MissingScope or GitLabFailureKind.Forbidden ? Apply : GitLabExplanation.Explain(failure, wanted).Fix);
}
