using System.Globalization;
using Aqueduct.GitLab.Calling;

namespace Aqueduct.GitLab.Administration;

/// <param name="State">Such as <c>active</c>, <c>blocked</c>, <c>deactivated</c>; null where GitLab does not tell.</param>
public sealed record GitLabUser(long Id, string Username, string Name, string? State = null);

internal sealed record NewServiceAccount(string Name, string Username);

internal sealed record NewUser(
    string Name, string Username, string Email, bool ForceRandomPassword = true, bool SkipConfirmation = true, bool PrivateProfile = true);

public sealed class UsersClient
{
    private readonly GitLabChannel channel;

    internal UsersClient(GitLabChannel channel) => this.channel = channel;

    public Task<GitLabResult<GitLabUser>> GetAsync(long id, CancellationToken cancellationToken) =>
        channel.SendAsync(GitLabCall.Get(Path(id)), GitLabJson.Default.GitLabUser, cancellationToken);

    /// <summary>Whose the token is.</summary>
    public Task<GitLabResult<GitLabUser>> GetSelfAsync(CancellationToken cancellationToken) =>
        channel.SendAsync(GitLabCall.Get("/user"), GitLabJson.Default.GitLabUser, cancellationToken);

    /// <summary>A failure of kind <see cref="GitLabFailureKind.NotFound"/> says that no user has the name; a group still may.</summary>
    public async Task<GitLabResult<GitLabUser>> FindAsync(string username, CancellationToken cancellationToken)
    {
        var call = GitLabCall.Get($"/users?username={Uri.EscapeDataString(username)}");
        if (!(await channel.SendAsync(call, GitLabJson.Default.IReadOnlyListGitLabUser, cancellationToken)).TryGet(out var found, out var failure))
            return failure;
        return found is [var user, ..] ? user : call.Failed(GitLabFailureKind.NotFound, $"No user has the name {username}.");
    }

    /// <summary>Whether the plan of the instance has service accounts; changes nothing.</summary>
    public async Task<GitLabResult<bool>> HasServiceAccountsAsync(CancellationToken cancellationToken)
    {
        var listed = await channel.SendAsync(GitLabCall.Get("/service_accounts?per_page=1"), GitLabJson.Default.IReadOnlyListGitLabUser, cancellationToken);
        return listed.TryGet(out _, out var failure) ? true
            : IsOfLicence(failure) ? false
            : failure;
    }

    public async Task<GitLabResult<GitLabUser>> CreateServiceAccountAsync(string name, string username, CancellationToken cancellationToken)
    {
        var call = GitLabCall.Post("/service_accounts", new(name, username), GitLabJson.Default.NewServiceAccount);
        var created = await channel.SendAsync(call, GitLabJson.Default.GitLabUser, cancellationToken);
        return created.TryGet(out _, out var failure) || !IsOfLicence(failure)
            ? created
            : failure with { Kind = GitLabFailureKind.LicenceRequired };
    }

    /// <summary>An ordinary user that nobody can sign in as: its password is random and told to nobody.</summary>
    public Task<GitLabResult<GitLabUser>> CreateUserAsync(string name, string username, string email, CancellationToken cancellationToken) =>
        channel.SendAsync(
            GitLabCall.Post("/users", new(name, username, email), GitLabJson.Default.NewUser), GitLabJson.Default.GitLabUser, cancellationToken);

    public Task<GitLabResult<NoContent>> BlockAsync(long id, CancellationToken cancellationToken) =>
        channel.DoAsync(GitLabCall.Post($"{Path(id)}/block"), cancellationToken);

    public Task<GitLabResult<NoContent>> UnblockAsync(long id, CancellationToken cancellationToken) =>
        channel.DoAsync(GitLabCall.Post($"{Path(id)}/unblock"), cancellationToken);

    // An administrator is refused only for the licence; the Community Edition has no such route at all.
    private static bool IsOfLicence(GitLabFailure failure) => failure.Kind is GitLabFailureKind.Forbidden or GitLabFailureKind.NotFound;

    private static string Path(long id) => string.Create(CultureInfo.InvariantCulture, $"/users/{id}");
}
