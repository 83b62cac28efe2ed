using Aqueduct.Aws;
using Aqueduct.Setup.Issuer;

namespace Aqueduct.Setup.Resources;

/// <summary>The issuer as the internet sees it. Only a check: what AWS cannot read it cannot trust, so nothing else is begun before it passes.</summary>
internal sealed class IssuerResource(string issuerUrl, IIssueTokens tokens, IssuerProbe probe) : IResource
{
    public const string ResourceName = "issuer";

    public string Name => ResourceName;

    public string Identifier => issuerUrl;

    public async Task<SetupResult<PlannedChange>> PlanAsync(CancellationToken cancellationToken) =>
        await CheckAsync(cancellationToken) is { } failure
            ? new PlannedChange(Name, Identifier, ChangeKind.Manual, [], $"{failure.Detail}\nFix: {failure.Fix}")
            : new PlannedChange(Name, Identifier, ChangeKind.Unchanged, [], "not the provider URL that GitLab's own page shows: this one is the one to use");

    public async Task<SetupResult<AppliedChange>> ApplyAsync(PlannedChange planned, CancellationToken cancellationToken) =>
        planned.Kind is ChangeKind.Unchanged ? new AppliedChange(Name, Identifier, ChangeKind.Unchanged)
        : await CheckAsync(cancellationToken) is { } failure ? failure
        : new AppliedChange(Name, Identifier, ChangeKind.Unchanged, "published meanwhile");

    public Task<SetupResult<IReadOnlyList<PlannedChange>>> PlanDestroyAsync(CancellationToken cancellationToken) =>
        Task.FromResult(SetupResult.Of<IReadOnlyList<PlannedChange>>([]));

    public Task<SetupResult<Done>> DestroyAsync(CancellationToken cancellationToken) => Task.FromResult<SetupResult<Done>>(default(Done));

    public async Task<Failure?> CheckAsync(CancellationToken cancellationToken) =>
        await probe.CheckAsync(issuerUrl, await tokens.GetSigningKeyIdAsync(cancellationToken), cancellationToken);
}
