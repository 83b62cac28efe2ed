using Aqueduct.Aws;
using Aqueduct.GitLab;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Connections;
using Aqueduct.Setup.Issuer;
using Aqueduct.Setup.Resources;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup;

/// <summary>Issuer, profile, identity provider, role and permissions. Keeps what it wrote in mind, so that IAM's delay after a write is waited out.</summary>
internal sealed class AwsSide : ISetupSide
{
    private readonly SetupSettings settings;
    private readonly Desired desired;
    private readonly IIssueTokens tokens;
    private readonly ISetupState state;
    private readonly SetupRecords records;
    private readonly ConnectionRecords connection;
    private readonly TimeProvider clock;
    private readonly AwsClients aws;
    private readonly IssuerProbe probe;
    private readonly Consistency consistency;

    /// <summary>Where GitLab connects by itself, and there is a token: only to look.</summary>
    private readonly GitLabClient? gitLab;
    private SetupContext? context;

    public AwsSide(SetupSettings settings, Desired desired, Func<HttpMessageHandler> transport, ISetupState state, IIssueTokens tokens, TimeProvider clock)
    {
        (this.settings, this.desired, this.state, this.tokens, this.clock) = (settings, desired, state, tokens, clock);
        records = new(state);
        connection = new(state);
        consistency = new(clock);
        probe = new(transport(), clock);
        aws = new(settings.Aws.ToTarget(), transport(), clock);
        if (settings.GitLab is { Mode: GitLabMode.Gateway, Url: { } url, TokenFile: { } tokenFile })
            gitLab = new(new Uri(url), tokenFile, transport(), clock);
    }

    private IssuerResource Issuer => new(desired.IssuerUrl, tokens, probe);

    public async Task<SetupResult<IReadOnlyList<IResource>>> GetToApplyAsync(CancellationToken cancellationToken) =>
        (await PrepareAsync(cancellationToken)).TryGet(out var ready, out var failures)
            ? SetupResult.Of<IReadOnlyList<IResource>>([Issuer, .. AtAws(ready), .. InGitLab(ready)])
            : SetupResult.Refused<IReadOnlyList<IResource>>(failures);

    public async Task<SetupResult<IReadOnlyList<IResource>>> GetToDestroyAsync(CancellationToken cancellationToken)
    {
        if (!(await PrepareAsync(cancellationToken)).TryGet(out var ready, out var failures))
            return SetupResult.Refused<IReadOnlyList<IResource>>(failures);
        var roles = (await records.GetAsync(SetupRecords.Role, cancellationToken))?.FormerOrNone ?? [];
        var providers = (await records.GetAsync(SetupRecords.IdentityProvider, cancellationToken))?.FormerOrNone ?? [];
        return SetupResult.Of<IReadOnlyList<IResource>>(
        [
            .. InGitLab(ready).Reverse(),
            .. roles.SelectMany(role => (IEnumerable<IResource>)[new PermissionsResource(ready, role), new RoleResource(ready, role)]),
            .. providers.Select(provider => new IdentityProviderResource(ready, provider)),
            .. AtAws(ready).Reverse(),
        ]);
    }

    public Task<Verification> VerifyAsync(CancellationToken cancellationToken) =>
        new Verifier(desired, settings.Aws.AccountId, aws, Issuer, tokens, records, consistency).RunAsync(cancellationToken);

    /// <param name="roleArn">Of the role that was made or found.</param>
    /// <param name="nextStep">What a person does now.</param>
    public SetupValues ValuesOf(string roleArn, string? nextStep) => new(desired.IssuerUrl, desired.Audience, roleArn, nextStep ?? NextAtGitLab(roleArn));

    public void Dispose()
    {
        aws.Dispose();
        probe.Dispose();
        gitLab?.Dispose();
    }

    private static IReadOnlyList<IResource> AtAws(SetupContext ready) =>
        [new ProfileResource(ready), new IdentityProviderResource(ready), new RoleResource(ready), new PermissionsResource(ready)];

    /// <summary>Where GitLab connects by itself it must be told where to, and in which role; only a person can tell it the role.</summary>
    private IEnumerable<IResource> InGitLab(SetupContext ready) => settings.GitLab.Mode is not GitLabMode.Gateway ? [] :
    [
        .. gitLab is not null && settings.PublicUrl is { } address ? (IEnumerable<IResource>)[new GatewayAddressResource($"{address.TrimEnd('/')}/ai", gitLab, state)] : [],
        new GitLabSettingsResource(ready.Wanted.RoleArn, connection, c => IsConnectedAsync(ready.Wanted.RoleArn, c), gitLab),
    ];

    private async Task<bool> IsConnectedAsync(string roleArn, CancellationToken cancellationToken)
    {
        if (await records.GetAsync(SetupRecords.Role, cancellationToken) is null
            || !(await new RoleAssumption(aws, tokens, consistency).AssumeAsync(roleArn, cancellationToken)).TryGet(out var session, out _))
            return false;
        var verified = await aws.AmazonQ.VerifyOAuthAppConnectionAsync(session, cancellationToken);
        return verified.TryGet(out _, out var failure) || ConnectionExplanation.ReasonOf(failure) is not null;
    }

    private async Task<SetupResult<SetupContext>> PrepareAsync(CancellationToken cancellationToken)
    {
        if (context is not null)
            return context;

        var called = await aws.Sts.GetCallerIdentityAsync(cancellationToken);
        if (!called.TryGet(out var caller, out var failure))
            return AwsExplanation.Explain(failure, null);
        var binding = await records.GetBindingAsync(cancellationToken);
        if (AccountGuard.Check(caller, settings.Aws.AccountId, desired.Partition, binding) is { } refusal)
            return refusal;

        foreach (var key in (string[])[SetupRecords.IdentityProvider, SetupRecords.Role])
        {
            if (await records.GetAsync(key, cancellationToken) is { } record)
                consistency.Recall(record.Identifier, record.At);
        }

        return context = new(desired.In(caller.Account), aws, records, consistency, clock, settings.Adopt);
    }

    private string NextAtGitLab(string roleArn) => settings.GitLab.Mode is GitLabMode.Gateway
        ? $"Next: {GitLabSettingsResource.StepsFor(roleArn)}"
        : "Next: `aqueduct setup apply --only gitlab`, run by whoever has GitLab's administrator token.";
}
