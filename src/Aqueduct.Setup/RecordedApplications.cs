using Aqueduct.Setup.State;

namespace Aqueduct.Setup;

/// <summary>An OAuth application that set-up made at GitLab, as an administrator may see it.</summary>
/// <param name="ClientId">GitLab calls it the application ID.</param>
/// <param name="CallbackUrl">The redirect URIs, one a line.</param>
public sealed record RecordedApplication(string Name, string ClientId, string CallbackUrl, IReadOnlyList<string> Scopes);

/// <summary>What the sign-in to our pages shows GitLab. <see cref="ToString"/> shows no secret.</summary>
public sealed record SignInClient(string ClientId, string ClientSecret)
{
    /// <summary>Asked for at each sign-in, all of what the application was given.</summary>
    public static IReadOnlyList<string> Scopes => DesiredAtGitLab.SignInScopes;

    public override string ToString() => $"client {ClientId}, secret ***";
}

/// <summary>The OAuth applications set-up remembers.</summary>
public sealed class RecordedApplications(ISetupState state)
{
    private readonly GitLabRecords records = new(state);

    /// <summary>Those that exist; Amazon Q's first.</summary>
    public async Task<IReadOnlyList<RecordedApplication>> ListAsync(CancellationToken cancellationToken)
    {
        List<RecordedApplication> found = [];
        if (await records.GetApplicationAsync(GitLabRecords.Application, cancellationToken) is { } amazonQ)
            found.Add(new(DesiredAtGitLab.AmazonQName, amazonQ.ClientId, amazonQ.RedirectUri, DesiredAtGitLab.AmazonQScopes));
        if (await records.GetApplicationAsync(GitLabRecords.SignIn, cancellationToken) is { } signIn)
            found.Add(new(DesiredAtGitLab.SignInName, signIn.ClientId, signIn.RedirectUri, DesiredAtGitLab.SignInScopes));
        return found;
    }

    /// <returns>Null before set-up has registered it.</returns>
    public async Task<SignInClient?> GetSignInAsync(CancellationToken cancellationToken) =>
        await records.GetApplicationAsync(GitLabRecords.SignIn, cancellationToken) is { } record ? new(record.ClientId, record.ClientSecret) : null;
}
