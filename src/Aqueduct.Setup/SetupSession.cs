using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Connections;
using Aqueduct.Setup.Exports;
using Aqueduct.Setup.Resources;

namespace Aqueduct.Setup;

/// <summary>The set-up of one instance: planned, applied, verified, exported, destroyed. One session serves one command.</summary>
public sealed class SetupSession : IDisposable
{
    private readonly AwsSide? aws;
    private readonly GitLabSide? gitLab;
    private readonly ConnectionRecords connection;
    private readonly GitLabMode mode;

    private SetupSession(AwsSide? aws, GitLabSide? gitLab, ISetupState state, GitLabMode mode) =>
        (this.aws, this.gitLab, connection, this.mode) = (aws, gitLab, new(state), mode);

    /// <summary>In the order in which things are made; what one side makes the other may need.</summary>
    private IReadOnlyList<ISetupSide> Sides => [.. ((ISetupSide?[])[aws, gitLab]).OfType<ISetupSide>()];

    /// <summary>Where this session works, for a question to a person.</summary>
    public string Places => (aws, gitLab) switch
    {
        (not null, not null) => "AWS and GitLab",
        (null, _) => "GitLab",
        _ => "AWS",
    };

    /// <param name="transport">Makes an innermost handler (proxy, private CA, name overrides); called once for each client: of AWS, the issuer, GitLab.</param>
    /// <returns>The session, or every value of the settings that AWS or GitLab would refuse.</returns>
    public static SetupResult<SetupSession> Open(
        SetupSettings settings, Func<HttpMessageHandler> transport, ISetupState state, IIssueTokens tokens, TimeProvider clock)
    {
        Desired? desired = null;
        DesiredAtGitLab? atGitLab = null;
        IReadOnlyList<Failure>? awsFailures = null;
        IReadOnlyList<Failure>? gitLabFailures = null;
        if (settings.Sides.HasFlag(SetupSides.Aws))
            Desired.From(settings).TryGet(out desired, out awsFailures);
        if (settings.Sides.HasFlag(SetupSides.GitLab))
            DesiredAtGitLab.From(settings).TryGet(out atGitLab, out gitLabFailures);
        return awsFailures is null && gitLabFailures is null
            ? new SetupSession(
                desired is null ? null : new(settings, desired, transport, state, tokens, clock),
                atGitLab is null ? null : new(atGitLab, settings.Adopt, transport, state, clock),
                state,
                settings.GitLab.Mode)
            : SetupResult.Refused<SetupSession>([.. awsFailures ?? [], .. gitLabFailures ?? []]);
    }

    /// <summary>Reads what exists and says what apply would do. Calls nothing that changes anything.</summary>
    public async Task<SetupResult<SetupPlan>> PlanAsync(CancellationToken cancellationToken) =>
        await PlanAsync(Sides, (side, c) => side.GetToApplyAsync(c), async (resource, c) =>
            (await resource.PlanAsync(c)).TryGet(out var change, out var failures)
                ? SetupResult.Of<IReadOnlyList<PlannedChange>>([change])
                : SetupResult.Refused<IReadOnlyList<PlannedChange>>(failures), cancellationToken);

    /// <summary>What destroy would delete, and what it would leave because it is not proven ours.</summary>
    public async Task<SetupResult<SetupPlan>> PlanDestroyAsync(CancellationToken cancellationToken) =>
        await connection.GetAsync(cancellationToken) is null ? await PlanDestroyUnconnectedAsync(cancellationToken) : StillConnected;

    private Task<SetupResult<SetupPlan>> PlanDestroyUnconnectedAsync(CancellationToken cancellationToken) =>
        PlanAsync(Sides.Reverse(), (side, c) => side.GetToDestroyAsync(c), (resource, c) => resource.PlanDestroyAsync(c), cancellationToken);

    /// <summary>Without the role nobody could delete the connection any more, and Amazon Q would keep the application's secret.</summary>
    private Failure StillConnected => new(
        "still-connected", "GitLab is connected to Amazon Q, and without the role the connection could not be deleted any more.",
        mode is GitLabMode.Gateway
            ? "Disconnect Amazon Q in GitLab first: Admin > Settings > General > GitLab Duo with Amazon Q > View configuration setup."
            : "Run `aqueduct connection disconnect` first.");

    /// <summary>Does what <paramref name="plan"/> says, in order, and stops at the first failure; running it again continues there.</summary>
    public async Task<SetupOutcome> ApplyAsync(SetupPlan plan, IProgress<SetupProgress>? progress, CancellationToken cancellationToken)
    {
        var applied = new List<AppliedChange>();
        foreach (var side in Sides)
        {
            if (!(await side.GetToApplyAsync(cancellationToken)).TryGet(out var resources, out var failures))
                return new(applied, failures[0]);
            foreach (var resource in resources)
            {
                var planned = plan.Changes.First(c => c.Resource == resource.Name);
                progress?.Report(new(resource.Name, planned.Identifier, null));
                if (!(await resource.ApplyAsync(planned, cancellationToken)).TryGet(out var change, out failures))
                    return new(applied, failures[0]);
                applied.Add(change);
                progress?.Report(new(resource.Name, change.Identifier, change));
            }
        }

        var made = gitLab is null ? null : await gitLab.GetValuesAsync(cancellationToken);
        var roleArn = applied.SingleOrDefault(c => c.Resource == RoleResource.ResourceName)?.Identifier;
        return new(applied, null, roleArn is null ? null : aws!.ValuesOf(roleArn, made?.NextStep), made);
    }

    /// <summary>
    /// Proves the AWS side with a real token and a real role session of 12 hours, which needs no AWS credentials of an administrator, and the
    /// GitLab side with the account's own token.
    /// </summary>
    public async Task<Verification> VerifyAsync(CancellationToken cancellationToken) =>
        new([.. (await Task.WhenAll(Sides.Select(s => s.VerifyAsync(cancellationToken)))).SelectMany(v => v.Steps)]);

    /// <summary>The AWS part for people who apply it another way; needs neither AWS nor state.</summary>
    public static SetupResult<string> Export(SetupSettings settings, ExportFormat format) =>
        Desired.From(settings).TryGet(out var desired, out var failures)
            ? SetupExport.Write(desired, format)
            : SetupResult.Refused<string>(failures);

    /// <summary>Deletes what is proven ours, in reverse order, and forgets it.</summary>
    public async Task<SetupOutcome> DestroyAsync(SetupPlan plan, IProgress<SetupProgress>? progress, CancellationToken cancellationToken)
    {
        var applied = new List<AppliedChange>();
        foreach (var side in Sides.Reverse())
        {
            if (!(await side.GetToDestroyAsync(cancellationToken)).TryGet(out var resources, out var failures))
                return new(applied, failures[0]);
            foreach (var resource in resources)
            {
                var planned = plan.Changes.FirstOrDefault(c => c.Resource == resource.Name && c.Kind is ChangeKind.Delete or ChangeKind.Update);
                if (planned is not null)
                    progress?.Report(new(resource.Name, planned.Identifier, null));
                if (!(await resource.DestroyAsync(cancellationToken)).TryGet(out _, out failures))
                    return new(applied, failures[0]);
                if (planned is null)
                    continue;
                applied.Add(new(resource.Name, planned.Identifier, planned.Kind, planned.Note));
                progress?.Report(new(resource.Name, planned.Identifier, applied[^1]));
            }
        }

        return new(applied);
    }

    public void Dispose()
    {
        aws?.Dispose();
        gitLab?.Dispose();
    }

    private static async Task<SetupResult<SetupPlan>> PlanAsync(
        IEnumerable<ISetupSide> sides,
        Func<ISetupSide, CancellationToken, Task<SetupResult<IReadOnlyList<IResource>>>> get,
        Func<IResource, CancellationToken, Task<SetupResult<IReadOnlyList<PlannedChange>>>> plan,
        CancellationToken cancellationToken)
    {
        var planned = await Task.WhenAll(sides.Select(async side =>
            (await get(side, cancellationToken)).TryGet(out var resources, out var failures)
                ? await Task.WhenAll(resources.Select(r => plan(r, cancellationToken)))
                : [SetupResult.Refused<IReadOnlyList<PlannedChange>>(failures)]));
        return Collect(planned.SelectMany(p => p)).TryGet(out var changes, out var refused)
            ? new SetupPlan([.. changes.SelectMany(c => c)])
            : SetupResult.Refused<SetupPlan>(refused);
    }

    private static SetupResult<IReadOnlyList<T>> Collect<T>(IEnumerable<SetupResult<T>> results)
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
}
