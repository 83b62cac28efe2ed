using Aqueduct.Aws;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.Aws.Sts;

namespace Aqueduct.Setup.Connections;

/// <summary>Amazon Q's two checks of the connection, told with a fix each; what they show is remembered, so that nothing says ready that is not.</summary>
internal sealed class ConnectionChecks(AwsClients aws, ConnectionRecords records, TimeProvider clock)
{
    public const string Registration = "registration";
    public const string Reachability = "GITLAB_INSTANCE_REACHABILITY";
    public const string Credentials = "GITLAB_CREDENTIAL_VALIDITY";

    public async Task<IReadOnlyList<VerificationStep>> RunAsync(RoleSession session, ConnectionRecord record, CancellationToken cancellationToken)
    {
        var verified = await aws.AmazonQ.VerifyOAuthAppConnectionAsync(session, cancellationToken);
        if (verified.TryGet(out var checks, out var failure))
            return await TellAsync(record, checks, cancellationToken);

        var told = ConnectionExplanation.Explain(failure, record.Wanted.Region);
        if (failure.Kind is AwsFailureKind.NotFound)
        {
            if (await IsUnchangedAsync(record, cancellationToken))
                await records.RemoveAsync(ConnectionRecords.Connection, cancellationToken);
            return [new(Registration, VerificationStatus.Failed, "the connection was deleted behind our back: Amazon Q knows none", told.Fix)];
        }

        if (ConnectionExplanation.IsConsent(failure))
            await RememberConsentAsync(record, valid: false, cancellationToken);
        return
        [
            ConnectionExplanation.ReasonOf(failure) is null
                ? new("Amazon Q", VerificationStatus.Failed, told.Detail, told.Fix)
                : new(Credentials, VerificationStatus.Failed, told.Detail, told.Fix),
        ];
    }

    private async Task<IReadOnlyList<VerificationStep>> TellAsync(
        ConnectionRecord record, IReadOnlyList<ConnectionCheck> checks, CancellationToken cancellationToken)
    {
        var reachable = checks.Any(c => c is { Name: Reachability, Status: "PASSED" });
        if (reachable && checks.FirstOrDefault(c => c.Name is Credentials) is { } credentials)
            await RememberConsentAsync(record, credentials.Status is "PASSED", cancellationToken);
        return
        [
            .. new[] { Reachability, Credentials }.Select(name => Step(checks.FirstOrDefault(c => c.Name == name) ?? new(name, "INCOMPLETE", "Amazon Q said nothing of it"), reachable)),
            .. checks.Where(c => c.Name is not (Reachability or Credentials)).Select(c => Step(c, reachable)),
        ];
    }

    private static VerificationStep Step(ConnectionCheck check, bool reachable)
    {
        var detail = check.Message is { Length: > 0 } message ? $"{check.Status}: {message}" : check.Status;
        return check switch
        {
            { Status: "PASSED" } => new(check.Name, VerificationStatus.Passed, detail),
            { Name: Reachability } => new(check.Name, VerificationStatus.Failed, detail, ConnectionExplanation.ReachFix),
            { Name: Credentials, Status: "INCOMPLETE" } when !reachable => new(check.Name, VerificationStatus.Skipped, detail),
            { Name: Credentials, Status: "INCOMPLETE" } => new(check.Name, VerificationStatus.Failed, $"consent needed; {detail}", ConnectionExplanation.ConsentFix),
            { Name: Credentials } => new(check.Name, VerificationStatus.Failed, $"consent needed; {detail}",
                $"{ConnectionExplanation.ConsentFix} If GitLab refuses again, its application was changed: `aqueduct setup apply --only gitlab`, then connect again."),
            _ => new(check.Name, check.Status is "FAILED" ? VerificationStatus.Failed : VerificationStatus.Skipped, detail,
                check.Status is "FAILED" ? "Register again: `aqueduct connection connect --replace`." : null),
        };
    }

    /// <summary>The time of a consent that still holds stays.</summary>
    private async Task RememberConsentAsync(ConnectionRecord record, bool valid, CancellationToken cancellationToken)
    {
        if (valid != record.ConsentAt.HasValue && await IsUnchangedAsync(record, cancellationToken))
            await records.SetAsync(record with { ConsentAt = valid ? clock.GetUtcNow() : null }, cancellationToken);
    }

    /// <summary>A command may have begun something while Amazon Q answered; its record must not be written over.</summary>
    private async Task<bool> IsUnchangedAsync(ConnectionRecord record, CancellationToken cancellationToken) => await records.GetAsync(cancellationToken) == record;
}
