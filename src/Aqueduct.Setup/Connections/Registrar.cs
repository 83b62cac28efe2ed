using Aqueduct.Aws;
using Aqueduct.Aws.Sts;
using Aqueduct.Setup.Resources;

namespace Aqueduct.Setup.Connections;

/// <summary>
/// Brings Amazon Q to hold exactly one registration, from wherever the last run ended:
/// 1. look, because a conflict alone does not tell whose connection is there;
/// 2. nothing there: write the intent, create;
/// 3. ours, with other values: write what is replaced, update; where the role may not (AWS's own policies lack the right), delete and create,
///    and put the former one back when AWS does not take the new one;
/// 4. somebody else's: refuse.
/// After a call of unknown outcome the same steps are simply taken once more.
/// </summary>
internal sealed class Registrar(AwsClients aws, ConnectionRecords records, Consistency consistency, TimeProvider clock)
{
    /// <param name="replace">Register even where the records say it is done, and in the place of a connection nobody here knows.</param>
    public async Task<RegistrarOutcome> RegisterAsync(RoleSession session, Registration wanted, bool replace, CancellationToken cancellationToken)
    {
        var outcome = await TryAsync(session, wanted, replace, cancellationToken);
        return outcome.IsUnknown ? await TryAsync(session, wanted, replace, cancellationToken) : outcome;
    }

    /// <summary>Deletes what is recorded. A conflict means that it is going already; GitLab's own gateway takes it so, too.</summary>
    /// <returns>What AWS refused; null when it is gone.</returns>
    public async Task<AwsFailure?> UnregisterAsync(RoleSession session, ConnectionRecord record, CancellationToken cancellationToken)
    {
        await records.SetAsync(record with { Phase = ConnectionPhase.Disconnecting }, cancellationToken);
        var deleted = await aws.AmazonQ.DeleteOAuthAppConnectionAsync(session, cancellationToken);
        if (deleted.Failure is { Kind: not (AwsFailureKind.NotFound or AwsFailureKind.Conflict) } failure)
        {
            if (!IsOfUnknownOutcome(failure))
                await records.SetAsync(record, cancellationToken);
            return failure;
        }

        await records.RemoveAsync(ConnectionRecords.Connection, cancellationToken);
        await records.RemoveAsync(ConnectionRecords.PendingConsent, cancellationToken);
        return null;
    }

    /// <summary>Is there a connection, whoever made it?</summary>
    private async Task<AwsResult<bool>> LookAsync(RoleSession session, Registration wanted, CancellationToken cancellationToken)
    {
        var looked = await consistency.WaitOutAsync(
            c => aws.AmazonQ.VerifyOAuthAppConnectionAsync(session, c),
            f => f.Kind is AwsFailureKind.Denied && ConnectionExplanation.ReasonOf(f) is null && consistency.IsRecent(wanted.RoleArn),
            cancellationToken);
        return looked.Failure switch
        {
            null => true,
            { Kind: AwsFailureKind.NotFound } => false,
            var f when ConnectionExplanation.ReasonOf(f) is not null => true,
            var f => f,
        };
    }

    private async Task<RegistrarOutcome> TryAsync(RoleSession session, Registration wanted, bool replace, CancellationToken cancellationToken)
    {
        if (!(await LookAsync(session, wanted, cancellationToken)).TryGet(out var there, out var failure))
            return new(failure);

        var record = await records.GetAsync(cancellationToken);
        return (there, record) switch
        {
            (false, { Phase: ConnectionPhase.Replacing, Former: { } former }) => await CreateAsync(session, wanted, former, cancellationToken),
            (false, _) => await CreateAsync(session, wanted, null, cancellationToken),
            (true, null) when !replace => RegistrarOutcome.Foreign,
            (true, { Phase: ConnectionPhase.Registered or ConnectionPhase.Disconnecting } known) when known.Wanted == wanted && !replace =>
                await DoneAsync(wanted, known.ConsentAt, "Amazon Q has this registration already; nothing was changed.", cancellationToken),
            (true, { Phase: ConnectionPhase.Registered or ConnectionPhase.Disconnecting } known) =>
                await ReplaceAsync(session, wanted, record, known.Wanted, cancellationToken),
            (true, _) => await ReplaceAsync(session, wanted, record, record?.Former, cancellationToken),
        };
    }

    /// <param name="former">What stood there before it was deleted for <paramref name="wanted"/>.</param>
    private async Task<RegistrarOutcome> CreateAsync(RoleSession session, Registration wanted, Registration? former, CancellationToken cancellationToken)
    {
        var intent = new ConnectionRecord(former is null ? ConnectionPhase.Creating : ConnectionPhase.Replacing, wanted, clock.GetUtcNow(), former);
        await records.SetAsync(intent, cancellationToken);
        var created = await aws.AmazonQ.CreateOAuthAppConnectionAsync(session, wanted.App, cancellationToken);
        if (created.TryGet(out _, out var failure))
        {
            return await DoneAsync(
                wanted, null, former is null ? "Registered the application with Amazon Q." : "Registered the application with Amazon Q in the place of the former one.", cancellationToken);
        }

        if (IsOfUnknownOutcome(failure))
            return new(failure, IsUnknown: true);
        if (former is not null)
            return await RestoreAsync(session, former, failure, cancellationToken);
        await records.RemoveAsync(ConnectionRecords.Connection, cancellationToken);
        return new(failure);
    }

    /// <param name="before">To be remembered again when nothing was changed.</param>
    private async Task<RegistrarOutcome> ReplaceAsync(
        RoleSession session, Registration wanted, ConnectionRecord? before, Registration? former, CancellationToken cancellationToken)
    {
        await records.SetAsync(new(ConnectionPhase.Replacing, wanted, clock.GetUtcNow(), former), cancellationToken);
        var updated = await aws.AmazonQ.UpdateOAuthAppConnectionAsync(session, wanted.App, cancellationToken);
        if (updated.TryGet(out _, out var failure))
        {
            // Grants belong to the application: with the same one they stay.
            var consent = before?.Wanted.ClientId == wanted.ClientId ? before.ConsentAt : null;
            return await DoneAsync(wanted, consent, "Updated the registration at Amazon Q.", cancellationToken);
        }

        if (failure.Kind is AwsFailureKind.Denied && ConnectionExplanation.ReasonOf(failure) is null)
        {
            var deleted = await aws.AmazonQ.DeleteOAuthAppConnectionAsync(session, cancellationToken);
            if (deleted.Failure is null or { Kind: AwsFailureKind.NotFound or AwsFailureKind.Conflict })
                return await CreateAsync(session, wanted, former, cancellationToken);
            failure = deleted.Failure;
        }
        else if (failure.Kind is AwsFailureKind.NotFound)
        {
            return await CreateAsync(session, wanted, former, cancellationToken);
        }

        if (IsOfUnknownOutcome(failure))
            return new(failure, IsUnknown: true);
        await (before is null ? records.RemoveAsync(ConnectionRecords.Connection, cancellationToken) : records.SetAsync(before, cancellationToken));
        return new(failure);
    }

    private async Task<RegistrarOutcome> RestoreAsync(
        RoleSession session, Registration former, AwsFailure refusal, CancellationToken cancellationToken)
    {
        var restored = await aws.AmazonQ.CreateOAuthAppConnectionAsync(session, former.App, cancellationToken);
        if (!restored.TryGet(out _, out var failure))
            return new(refusal, $"The former registration could not be put back, either ({failure.Code}): Amazon Q is not connected now.");
        await records.SetAsync(new(ConnectionPhase.Registered, former, clock.GetUtcNow()), cancellationToken);
        return new(refusal, "The former registration is in place again; it needs a new consent.");
    }

    private async Task<RegistrarOutcome> DoneAsync(Registration wanted, DateTimeOffset? consentAt, string note, CancellationToken cancellationToken)
    {
        await records.SetAsync(new(ConnectionPhase.Registered, wanted, clock.GetUtcNow(), ConsentAt: consentAt), cancellationToken);
        return new(null, note);
    }

    private static bool IsOfUnknownOutcome(AwsFailure failure) => failure.Kind is AwsFailureKind.Unreachable or AwsFailureKind.ServerFault;
}
