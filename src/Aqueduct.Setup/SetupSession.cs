using Aqueduct.Aws;
using Aqueduct.Setup.Exports;
using Aqueduct.Setup.Issuer;
using Aqueduct.Setup.Resources;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup;

/// <summary>
/// The AWS side of one instance: planned, applied, verified, exported, destroyed. One session serves one command;
/// it keeps what it wrote in mind, so that IAM's delay after a write is waited out.
/// </summary>
public sealed class SetupSession : IDisposable
{
    private readonly SetupSettings settings;
    private readonly Desired desired;
    private readonly IIssueTokens tokens;
    private readonly SetupRecords records;
    private readonly TimeProvider clock;
    private readonly AwsClients aws;
    private readonly IssuerProbe probe;
    private readonly Consistency consistency;
    private SetupContext? context;

    private SetupSession(
        SetupSettings settings, Desired desired, Func<HttpMessageHandler> transport, ISetupState state, IIssueTokens tokens, TimeProvider clock)
    {
        (this.settings, this.desired, this.tokens, this.clock) = (settings, desired, tokens, clock);
        records = new(state);
        consistency = new(clock);
        probe = new(transport(), clock);
        aws = new(settings.Aws.Target, transport(), clock);
    }

    /// <param name="transport">Makes an innermost handler (proxy, private CA, name overrides); called once for AWS and once for the issuer.</param>
    /// <returns>The session, or every value of the settings that AWS would refuse.</returns>
    public static SetupResult<SetupSession> Open(
        SetupSettings settings, Func<HttpMessageHandler> transport, ISetupState state, IIssueTokens tokens, TimeProvider clock) =>
        Desired.From(settings).TryGet(out var desired, out var failures)
            ? new SetupSession(settings, desired, transport, state, tokens, clock)
            : SetupResult.Refused<SetupSession>(failures);

    /// <summary>Reads what exists and says what apply would do. Calls nothing that changes anything.</summary>
    public async Task<SetupResult<SetupPlan>> PlanAsync(CancellationToken cancellationToken)
    {
        var checkingIssuer = Issuer.PlanAsync(cancellationToken);
        var prepared = await PrepareAsync(cancellationToken);
        var issuer = await checkingIssuer;
        if (!prepared.TryGet(out var ready, out var failures))
            return SetupResult.Refused<SetupPlan>(failures);

        var planned = await Task.WhenAll(AtAws(ready).Select(r => r.PlanAsync(cancellationToken)));
        return Collect([issuer, .. planned]).TryGet(out var changes, out failures)
            ? new SetupPlan(changes)
            : SetupResult.Refused<SetupPlan>(failures);
    }

    /// <summary>Does what <paramref name="plan"/> says, in order, and stops at the first failure; running it again continues there.</summary>
    public async Task<SetupOutcome> ApplyAsync(SetupPlan plan, IProgress<SetupProgress>? progress, CancellationToken cancellationToken)
    {
        var prepared = await PrepareAsync(cancellationToken);
        if (!prepared.TryGet(out var ready, out var failures))
            return new([], failures[0]);

        var applied = new List<AppliedChange>();
        foreach (var resource in (IEnumerable<IResource>)[Issuer, .. AtAws(ready)])
        {
            var planned = plan.Changes.First(c => c.Resource == resource.Name);
            progress?.Report(new(resource.Name, planned.Identifier, null));
            if (!(await resource.ApplyAsync(planned, cancellationToken)).TryGet(out var change, out failures))
                return new(applied, failures[0]);
            applied.Add(change);
            progress?.Report(new(resource.Name, change.Identifier, change));
        }

        var roleArn = applied.Single(c => c.Resource == RoleResource.ResourceName).Identifier;
        return new(applied, null, new(desired.IssuerUrl, desired.Audience, roleArn, NextStep(roleArn)));
    }

    /// <summary>Proves the set-up with a real token and a real role session of 12 hours. Needs no AWS credentials of an administrator.</summary>
    public Task<Verification> VerifyAsync(CancellationToken cancellationToken) =>
        new Verifier(desired, settings.Aws.AccountId, aws, Issuer, tokens, records, consistency).RunAsync(cancellationToken);

    /// <summary>The AWS part for people who apply it another way; needs neither AWS nor state.</summary>
    public static SetupResult<string> Export(SetupSettings settings, ExportFormat format) =>
        Desired.From(settings).TryGet(out var desired, out var failures)
            ? SetupExport.Write(desired, format)
            : SetupResult.Refused<string>(failures);

    /// <summary>What destroy would delete, and what it would leave because it is not proven ours.</summary>
    public async Task<SetupResult<SetupPlan>> PlanDestroyAsync(CancellationToken cancellationToken)
    {
        var prepared = await PrepareAsync(cancellationToken);
        if (!prepared.TryGet(out var ready, out var failures))
            return SetupResult.Refused<SetupPlan>(failures);

        var planned = await Task.WhenAll((await ToDestroyAsync(ready, cancellationToken)).Select(r => r.PlanDestroyAsync(cancellationToken)));
        return Collect(planned).TryGet(out var changes, out failures)
            ? new SetupPlan([.. changes.SelectMany(c => c)])
            : SetupResult.Refused<SetupPlan>(failures);
    }

    /// <summary>Deletes what is proven ours, in reverse order, and forgets it.</summary>
    public async Task<SetupOutcome> DestroyAsync(SetupPlan plan, IProgress<SetupProgress>? progress, CancellationToken cancellationToken)
    {
        var prepared = await PrepareAsync(cancellationToken);
        if (!prepared.TryGet(out var ready, out var failures))
            return new([], failures[0]);

        var applied = new List<AppliedChange>();
        foreach (var resource in await ToDestroyAsync(ready, cancellationToken))
        {
            var planned = plan.Changes.FirstOrDefault(c => c.Resource == resource.Name && c.Kind is ChangeKind.Delete);
            if (planned is not null)
                progress?.Report(new(resource.Name, planned.Identifier, null));
            if (!(await resource.DestroyAsync(cancellationToken)).TryGet(out _, out failures))
                return new(applied, failures[0]);
            if (planned is null)
                continue;
            applied.Add(new(resource.Name, planned.Identifier, ChangeKind.Delete));
            progress?.Report(new(resource.Name, planned.Identifier, applied[^1]));
        }

        return new(applied);
    }

    public void Dispose()
    {
        aws.Dispose();
        probe.Dispose();
    }

    private IssuerResource Issuer => new(desired.IssuerUrl, tokens, probe);

    private static IReadOnlyList<IResource> AtAws(SetupContext ready) =>
        [new ProfileResource(ready), new IdentityProviderResource(ready), new RoleResource(ready), new PermissionsResource(ready)];

    private static async Task<IReadOnlyList<IResource>> ToDestroyAsync(SetupContext ready, CancellationToken cancellationToken)
    {
        var roles = (await ready.Records.GetAsync(SetupRecords.Role, cancellationToken))?.FormerOrNone ?? [];
        var providers = (await ready.Records.GetAsync(SetupRecords.IdentityProvider, cancellationToken))?.FormerOrNone ?? [];
        return
        [
            .. roles.SelectMany(arn => (IEnumerable<IResource>)[new PermissionsResource(ready, arn), new RoleResource(ready, arn)]),
            .. providers.Select(arn => new IdentityProviderResource(ready, arn)),
            .. AtAws(ready).Reverse(),
        ];
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

    private static SetupResult<IReadOnlyList<T>> Collect<T>(IReadOnlyList<SetupResult<T>> results)
    {
        var values = new List<T>();
        var failures = new List<Failure>();
        foreach (var result in results)
        {
            if (result.TryGet(out var value, out var found))
                values.Add(value);
            else
                failures.AddRange(found);
        }

        // One cure is told once, with all that it cures.
        return failures.Count is 0
            ? values
            : SetupResult.Refused<IReadOnlyList<T>>(
                [.. failures.GroupBy(f => (f.Code, f.Fix)).Select(g => new Failure(g.Key.Code, string.Join('\n', g.Select(f => f.Detail).Distinct()), g.Key.Fix))]);
    }

    private static string NextStep(string roleArn) =>
        $"Next, in a GitLab with the Duo with Amazon Q add-on, as administrator: Admin > Settings > General > GitLab Duo with Amazon Q > View configuration setup. "
        + $"Under IAM role's ARN, paste {roleArn}, choose the availability, select Save changes.";
}
