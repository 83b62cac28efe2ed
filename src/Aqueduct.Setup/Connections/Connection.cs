using Aqueduct.Aws;
using Aqueduct.Aws.Sts;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Resources;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Connections;

/// <summary>
/// The OAuth application at Amazon Q, for a GitLab that does not do it itself: shown, connected, consented to, verified, disconnected.
/// Works with the role alone: no AWS credentials are ever looked for. One at a time works on one memory.
/// </summary>
public sealed class Connection : IDisposable
{
    private readonly ConnectionSettings settings;
    private readonly Desired desired;
    private readonly TimeProvider clock;
    private readonly ConnectionRecords records;
    private readonly SetupRecords setup;
    private readonly AwsClients aws;
    private readonly Consistency consistency;
    private readonly RoleAssumption role;
    private readonly Consent consent;
    private readonly GitLabRecords gitLabRecords;

    /// <summary>Null without an administrator's token.</summary>
    private readonly GitLabSide? gitLab;

    private Connection(
        ConnectionSettings settings, Desired desired, DesiredAtGitLab? atGitLab, Func<HttpMessageHandler> transport, ISetupState state, IIssueTokens tokens,
        TimeProvider clock)
    {
        (this.settings, this.desired, this.clock) = (settings, desired, clock);
        (records, setup, gitLabRecords, consistency) = (new(state), new(state), new(state), new(clock));
        aws = new(settings.Setup.Aws.ToTarget() with { CredentialsFile = null, CredentialsProfile = null }, transport(), clock);
        gitLab = atGitLab is null ? null : new(atGitLab, adopt: false, transport, state, clock);
        role = new(aws, tokens, consistency);
        consent = new(records, clock);
    }

    /// <param name="transport">Makes an innermost handler (proxy, private CA, name overrides); called once for AWS, and once for GitLab.</param>
    /// <returns>The connection, or every value of the settings that AWS or GitLab would refuse.</returns>
    public static SetupResult<Connection> Open(
        ConnectionSettings settings, Func<HttpMessageHandler> transport, ISetupState state, IIssueTokens tokens, TimeProvider clock)
    {
        DesiredAtGitLab? atGitLab = null;
        IReadOnlyList<Failure>? gitLabFailures = null;
        if (settings.Setup.GitLab is { Mode: GitLabMode.Beside, TokenFile: not null })
            DesiredAtGitLab.From(settings.Setup).TryGet(out atGitLab, out gitLabFailures);
        Desired.From(settings.Setup).TryGet(out var desired, out var awsFailures);
        return awsFailures is null && gitLabFailures is null
            ? new Connection(settings, desired!, atGitLab, transport, state, tokens, clock)
            : SetupResult.Refused<Connection>([.. awsFailures ?? [], .. gitLabFailures ?? []]);
    }

    /// <summary>What is known without asking AWS.</summary>
    public Task<ConnectionStatus> ShowAsync(CancellationToken cancellationToken) =>
        records.ShowAsync(settings.Setup.GitLab.Mode is GitLabMode.Gateway, cancellationToken);

    /// <summary>
    /// Registers GitLab's application with Amazon Q, and says where a person consents unless somebody has. Run again it continues. What a
    /// disconnect took out of service at GitLab is made again first, with the administrator's token.
    /// </summary>
    /// <param name="replace">Register again, even in the place of a connection this Aqueduct did not make.</param>
    public async Task<SetupResult<ConnectionOutcome>> ConnectAsync(bool replace, CancellationToken cancellationToken)
    {
        if (gitLab is not null && await gitLab.RestoreAsync(cancellationToken) is { } unrestored)
            return unrestored;
        if (!(await WantedAsync(cancellationToken)).TryGet(out var wanted, out var failures))
            return SetupResult.Refused<ConnectionOutcome>(failures);
        if (await records.GetAsync(cancellationToken) is { } record && Moved(record.Wanted, wanted) is { } moved)
            return moved;
        if (!(await AssumeAsync(wanted.RoleArn, cancellationToken)).TryGet(out var session, out failures))
            return SetupResult.Refused<ConnectionOutcome>(failures);
        var registered = await new Registrar(aws, records, consistency, clock).RegisterAsync(session, wanted, replace, cancellationToken);
        if (registered.Explain(wanted) is { } refused)
            return refused;

        var note = registered.Note!;
        var status = await ShowAsync(cancellationToken);
        if (status.State is not ConnectionState.Incomplete)
            return new ConnectionOutcome(status, note);
        var (url, until) = await consent.OfferAsync(settings.GitLabUrl, wanted, cancellationToken);
        return new ConnectionOutcome(status, note, url, until);
    }

    /// <summary>Hands a person's authorization code to Amazon Q, unredeemed, and lets Amazon Q try it.</summary>
    /// <param name="code">As GitLab's redirect brought it.</param>
    /// <param name="state">Likewise; good for once, and for ten minutes.</param>
    public async Task<SetupResult<ConnectionStatus>> ConsentAsync(string code, string state, CancellationToken cancellationToken)
    {
        if (!await consent.TakeAsync(state, cancellationToken))
            return new Failure("consent-link-ended", "This consent link was used already, is older than ten minutes, or was followed by a newer one.", "Run `aqueduct connection connect` for a new link.");
        if (await records.GetAsync(cancellationToken) is not { Phase: ConnectionPhase.Registered } record)
            return ConnectionExplanation.NotConnected;
        if (!(await AssumeAsync(record.Wanted.RoleArn, cancellationToken)).TryGet(out var session, out var failures))
            return SetupResult.Refused<ConnectionStatus>(failures);

        var given = await aws.AmazonQ.CreateAuthGrantAsync(session, code, cancellationToken);
        if (given.Failure is { Kind: AwsFailureKind.Conflict })
            given = await aws.AmazonQ.UpdateAuthGrantAsync(session, code, cancellationToken);
        if (given.Failure is { } refused)
            return ConnectionExplanation.Explain(refused, record.Wanted.Region);

        var steps = await new ConnectionChecks(aws, records, clock).RunAsync(session, record, cancellationToken);
        return steps.FirstOrDefault(s => s.Status is VerificationStatus.Failed) is { } failed
            ? new Failure("consent-unproven", $"Amazon Q has the consent, but its check says: {failed.Detail}.", failed.Fix!)
            : await ShowAsync(cancellationToken);
    }

    /// <summary>Amazon Q's own two checks: does it reach GitLab, does GitLab let it in.</summary>
    public async Task<Verification> VerifyAsync(CancellationToken cancellationToken)
    {
        const string Connect = "Run `aqueduct connection connect`.";
        if (await records.GetAsync(cancellationToken) is not { } record)
            return new([new(ConnectionChecks.Registration, VerificationStatus.Failed, "nothing is registered with Amazon Q", Connect)]);
        if (record.Phase is not ConnectionPhase.Registered)
            return new([new(ConnectionChecks.Registration, VerificationStatus.Failed, "the last change was cut short", $"{Connect} It continues where it stopped.")]);

        var registered = new VerificationStep(ConnectionChecks.Registration, VerificationStatus.Passed, $"{record.Wanted.App}, by {record.Wanted.RoleArn}");
        if (!(await role.AssumeAsync(record.Wanted.RoleArn, cancellationToken)).TryGet(out var session, out var refused))
            return new([registered, StsExplanation.Explain(refused, desired, record.Wanted.RoleArn)]);
        var steps = await new ConnectionChecks(aws, records, clock).RunAsync(session, record, cancellationToken);
        return new(steps.Any(s => s.Name is ConnectionChecks.Registration) ? steps : [registered, .. steps]);
    }

    /// <summary>
    /// Deletes the connection at Amazon Q; then, with the administrator's token, takes the GitLab side out of service. The account and what is
    /// needed to come back stay. Cut short, it goes on when it is run again.
    /// </summary>
    public async Task<SetupResult<ConnectionOutcome>> DisconnectAsync(CancellationToken cancellationToken)
    {
        var record = await records.GetAsync(cancellationToken);
        if (record is null && await gitLabRecords.GetRetirementAsync(cancellationToken) is not { Done: false })
            return new ConnectionOutcome(await ShowAsync(cancellationToken), "This Aqueduct has nothing registered with Amazon Q; nothing was changed.");
        if (gitLab is not null)
            await gitLabRecords.SetRetirementAsync(new(Done: false), cancellationToken);
        if (record is not null && await UnregisterAsync(record, cancellationToken) is { } failure)
            return failure;
        if (gitLab is not null && await gitLab.RetireAsync(cancellationToken) is { } unretired)
            return unretired with { Detail = $"The connection at Amazon Q is deleted; GitLab's side is not done: {unretired.Detail}" };
        return new ConnectionOutcome(await ShowAsync(cancellationToken), gitLab is null ? LeftAtGitLab : RetiredAtGitLab);
    }

    /// <summary>Keeps the last call that came through the server, for <see cref="ShowAsync"/>.</summary>
    public Task RememberAsync(ConnectionCall call, CancellationToken cancellationToken) => records.SetLastCallAsync(call, cancellationToken);

    public void Dispose()
    {
        aws.Dispose();
        gitLab?.Dispose();
    }

    private static string LeftAtGitLab =>
        "Deleted the connection at Amazon Q, with the consents given to it. Without gitlab.token_file GitLab was not touched: application, account and system hook are still there; "
        + "`aqueduct setup destroy --only gitlab` takes them out of service, `aqueduct connection connect` brings the connection back.";

    private static string RetiredAtGitLab =>
        "Deleted the connection at Amazon Q, with the consents given to it; in GitLab the OAuth application and the system hook, and blocked the account, which left its groups and projects. "
        + "`aqueduct connection connect` brings all but the memberships back.";

    private async Task<Failure?> UnregisterAsync(ConnectionRecord record, CancellationToken cancellationToken)
    {
        if (!(await AssumeAsync(record.Wanted.RoleArn, cancellationToken)).TryGet(out var session, out var failures))
            return failures[0];
        return await new Registrar(aws, records, consistency, clock).UnregisterAsync(session, record, cancellationToken) is { } refused
            ? ConnectionExplanation.Explain(refused, record.Wanted.Region)
            : null;
    }

    private async Task<SetupResult<Registration>> WantedAsync(CancellationToken cancellationToken)
    {
        var failures = new List<Failure>();
        var bound = await setup.GetAsync(SetupRecords.Role, cancellationToken);
        if (bound is null or { Origin: Origin.Intent })
            failures.Add(new("role-missing", "No role is set up yet: Amazon Q would have nobody to answer.", "Run `aqueduct setup apply --only aws`."));
        var application = await records.GetApplicationAsync(cancellationToken);
        if (application is null)
            failures.Add(new("application-missing", "GitLab has no OAuth application for Amazon Q yet, or its secret was not kept.", "Run `aqueduct setup apply --only gitlab`."));
        else if (!application.InstanceUrl.StartsWith("https://", StringComparison.Ordinal))
            failures.Add(new("instance-not-https", $"GitLab's address {application.InstanceUrl} is not https; Amazon Q takes no other.", "Set gitlab.external_url to the https:// address that AWS can reach, then run `aqueduct setup apply --only gitlab`."));
        if (failures.Count > 0)
            return SetupResult.Refused<Registration>(failures);

        consistency.Recall(bound!.Identifier, bound.At);
        return new Registration(
            bound.Identifier, settings.Setup.Aws.Region, application!.ClientId, application.ClientSecret, application.InstanceUrl, application.RedirectUri);
    }

    private static Failure? Moved(Registration former, Registration wanted) =>
        former.Account == wanted.Account && former.Region == wanted.Region
            ? null
            : new("connection-elsewhere", $"The connection is registered in account {former.Account}, {former.Region}; the set-up is now in account {wanted.Account}, {wanted.Region}.",
                $"Run `aqueduct connection disconnect` with aws.region {former.Region} first, then connect again.");

    private async Task<SetupResult<RoleSession>> AssumeAsync(string roleArn, CancellationToken cancellationToken)
    {
        if ((await role.AssumeAsync(roleArn, cancellationToken)).TryGet(out var session, out var refused))
            return session;
        var explained = StsExplanation.Explain(refused, desired, roleArn);
        return new Failure("role-session", $"AWS gives no session of {roleArn}: {explained.Detail}.", explained.Fix!);
    }
}
