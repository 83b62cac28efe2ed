using Aqueduct.Aws;
using Aqueduct.GitLab;
using Aqueduct.Setup.Connections;

namespace Aqueduct.Setup.Resources;

/// <summary>
/// GitLab's own settings page, for mode <c>gateway</c>: entering the ARN stays a person's step. Its outcome is seen by what GitLab then does
/// through our gateway, which registers its application with Amazon Q. Labels: GitLab's documentation, "Enter the ARN in GitLab".
/// </summary>
/// <param name="isConnected">Whether Amazon Q has a connection already, whoever made it.</param>
/// <param name="gitLab">Null without a token: then nobody looks at GitLab's version.</param>
internal sealed class GitLabSettingsResource(
    string roleArn, ConnectionRecords records, Func<CancellationToken, Task<bool>> isConnected, GitLabClient? gitLab) : IResource
{
    /// <summary>With it Duo with Amazon Q became generally available. Source: GitLab's documentation, prerequisites.</summary>
    private static readonly Version OldestVersion = new(17, 11);

    public string Name => "settings in GitLab";

    public string Identifier => "GitLab Duo with Amazon Q";

    /// <summary>What a person does in GitLab.</summary>
    public static string StepsFor(string roleArn) =>
        "In GitLab, as administrator: Admin > Settings > General > GitLab Duo with Amazon Q > View configuration setup. "
        + $"Under IAM role's ARN, paste {roleArn}, choose the availability, select Save changes.";

    public async Task<SetupResult<PlannedChange>> PlanAsync(CancellationToken cancellationToken)
    {
        if (await IsTooOldAsync(cancellationToken) is { } tooOld)
            return new PlannedChange(Name, Identifier, ChangeKind.Manual, [], tooOld);
        if (await records.GetAsync(cancellationToken) is { Phase: ConnectionPhase.Registered } record && record.Wanted.RoleArn == roleArn)
            return Unchanged($"GitLab saved this role and connected through the gateway on {record.At:yyyy-MM-dd}");
        return await isConnected(cancellationToken)
            ? Unchanged("GitLab was connected before, through another gateway; there is nothing to save again")
            : new PlannedChange(Name, Identifier, ChangeKind.Manual, [],
                $"{StepsFor(roleArn)}\nBefore that, GitLab's AI gateway URL must be this Aqueduct's address, with /ai at its end.");
    }

    public async Task<SetupResult<AppliedChange>> ApplyAsync(PlannedChange planned, CancellationToken cancellationToken) =>
        (await PlanAsync(cancellationToken)).TryGet(out var now, out var failures)
            ? new AppliedChange(Name, Identifier, now.Kind, now.Note)
            : SetupResult.Refused<AppliedChange>(failures);

    private PlannedChange Unchanged(string note) => new(Name, Identifier, ChangeKind.Unchanged, [], note);

    private async Task<string?> IsTooOldAsync(CancellationToken cancellationToken) =>
        gitLab is not null && (await gitLab.Access.GetVersionAsync(cancellationToken)).TryGet(out var version, out _) && GitLabRelease.IsBefore(version, OldestVersion)
            ? $"GitLab is {version}; GitLab Duo with Amazon Q needs {OldestVersion} (from 17.7 on it was an experiment). Upgrade GitLab."
            : null;

    // GitLab disconnects by itself; as long as it has not, destroy is refused.
    public Task<SetupResult<IReadOnlyList<PlannedChange>>> PlanDestroyAsync(CancellationToken cancellationToken) =>
        Task.FromResult(SetupResult.Of<IReadOnlyList<PlannedChange>>([]));

    public Task<SetupResult<Done>> DestroyAsync(CancellationToken cancellationToken) => Task.FromResult<SetupResult<Done>>(default(Done));
}
