using Aqueduct.GitLab;
using Aqueduct.GitLab.Administration;
using Aqueduct.Setup.Resources;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup;

/// <summary>Amazon Q's account with its token, the OAuth applications and the system hook, for mode <c>beside</c>.</summary>
internal sealed class GitLabSide(DesiredAtGitLab wanted, bool adopt, Func<HttpMessageHandler> transport, ISetupState state, TimeProvider clock) : ISetupSide
{
    private readonly GitLabClient client = new(wanted.Url, wanted.TokenFile, transport(), clock);
    private readonly GitLabRecords records = new(state);
    private GitLabContext? context;

    public async Task<SetupResult<IReadOnlyList<IResource>>> GetToApplyAsync(CancellationToken cancellationToken) =>
        (await PrepareAsync(cancellationToken)).TryGet(out var ready, out var failures)
            ? SetupResult.Of(AtGitLab(ready))
            : SetupResult.Refused<IReadOnlyList<IResource>>(failures);

    public async Task<SetupResult<IReadOnlyList<IResource>>> GetToDestroyAsync(CancellationToken cancellationToken) =>
        (await GetToApplyAsync(cancellationToken)).TryGet(out var resources, out var failures)
            ? SetupResult.Of<IReadOnlyList<IResource>>([.. resources.Reverse()])
            : SetupResult.Refused<IReadOnlyList<IResource>>(failures);

    public async Task<Verification> VerifyAsync(CancellationToken cancellationToken) =>
        await new GitLabVerifier(wanted, token => GitLabClient.WithToken(wanted.Url, token, transport(), clock), records)
            .RunAsync(await PrepareAsync(cancellationToken), AtGitLab, cancellationToken);

    /// <summary>Takes out of service what a disconnect does, until <see cref="RestoreAsync"/>.</summary>
    /// <returns>Null when all is done.</returns>
    public async Task<Failure?> RetireAsync(CancellationToken cancellationToken)
    {
        if (!(await PrepareAsync(cancellationToken)).TryGet(out var ready, out var failures))
            return failures[0];
        if (await new Retirement(ready).RetireAsync(cancellationToken) is { } failure)
            return failure;
        await records.SetRetirementAsync(new(Done: true), cancellationToken);
        return null;
    }

    /// <summary>Makes again what <see cref="RetireAsync"/> took out of service; nothing where nothing was.</summary>
    /// <returns>Null when all is done.</returns>
    public async Task<Failure?> RestoreAsync(CancellationToken cancellationToken)
    {
        if (await records.GetRetirementAsync(cancellationToken) is null)
            return null;
        if (!(await GetToApplyAsync(cancellationToken)).TryGet(out var resources, out var failures))
            return failures[0];
        foreach (var resource in resources)
        {
            if (!(await resource.PlanAsync(cancellationToken)).TryGet(out var planned, out failures)
                || !(await resource.ApplyAsync(planned, cancellationToken)).TryGet(out _, out failures))
                return failures[0];
        }

        await records.RemoveRetirementAsync(cancellationToken);
        return null;
    }

    /// <returns>Null before both exist.</returns>
    public async Task<GitLabValues?> GetValuesAsync(CancellationToken cancellationToken) =>
        await records.GetAccountAsync(cancellationToken) is { } account && await records.GetApplicationAsync(GitLabRecords.Application, cancellationToken) is { } application
            ? new(application.InstanceUrl, account.Username, application.ClientId, application.RedirectUri,
                "Next: `aqueduct connection connect` registers the application with Amazon Q.")
            : null;

    public void Dispose() => client.Dispose();

    private static IReadOnlyList<IResource> AtGitLab(GitLabContext ready) =>
    [
        new AmazonQAccountResource(ready),
        new AccountTokenResource(ready),
        new ApplicationResource(ready, ready.Wanted.AmazonQApplication),
        new ApplicationResource(ready, ready.Wanted.SignInApplication),
        new SystemHookResource(ready),
    ];

    private async Task<SetupResult<GitLabContext>> PrepareAsync(CancellationToken cancellationToken)
    {
        if (context is not null)
            return context;
        if (!(await client.Access.CheckAdministratorAsync(cancellationToken)).TryGet(out var access, out var failure))
            return GitLabExplanation.Explain(failure, wanted);
        return IsTooOld(access) is { } tooOld ? tooOld : context = new(wanted, client, access, records, clock, adopt);
    }

    private static Failure? IsTooOld(AdministratorAccess access) => GitLabRelease.IsBefore(access.Version, DesiredAtGitLab.OldestVersion)
        ? new("gitlab-too-old", $"GitLab is {access.Version}; set-up needs calls that exist since {DesiredAtGitLab.OldestVersion}.", "Upgrade GitLab.")
        : null;
}
