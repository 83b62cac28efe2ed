using System.Globalization;
using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Audit;

/// <param name="origin">Who uses it.</param>
internal sealed class AuditAdministration(IDatabase database, ISealer sealer, IAuditTrail trail, TimeProvider clock, AuditOrigin origin) : IAuditAdministration
{
    public const string EraseAction = "audit.erase";

    public Task RecordAsync(AuditReport report, CancellationToken cancellationToken) =>
        trail.RecordAsync(database, origin.Did(report.Action, report.Target, report.Before, report.After), cancellationToken);

    public Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync((db, token) => new AuditReading(db, sealer).ListAsync(query, token), cancellationToken);

    public async Task<AuditRecord?> FindAsync(long sequence, CancellationToken cancellationToken) =>
        (await ListAsync(new AuditQuery(After: sequence - 1, Limit: 1), cancellationToken)).Entries is [{ } first] && first.Sequence == sequence ? first : null;

    public Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken) =>
        database.ReadAsync((db, token) => new ChainVerification(db, sealer).RunAsync(token), cancellationToken);

    public Task<bool> EraseAsync(string person, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            var (chain, _) = await AuditChain.LockAsync(db, sealer, token);
            if (await AuditPeople.FindAsync(db, AuditKeys.OpenNameKey(chain, sealer), person, token) is not { } row)
                return false;
            await db.AuditPeople.Where(p => p.Id == row.Id).ExecuteUpdateAsync(
                set => set.SetProperty(p => p.NameHash, (byte[]?)null).SetProperty(p => p.SealedKey, (byte[]?)null).SetProperty(p => p.ErasedAt, clock.GetUtcNow()),
                token);
            db.ChangeTracker.Clear(); // who erases himself is a new person in the entry that says so
            await trail.AppendAsync(db, origin.Did(EraseAction, ErasedTarget(row.Id)), token);
            return true;
        },
        cancellationToken);

    public static string ErasedTarget(string personId) => string.Create(CultureInfo.InvariantCulture, $"person {personId}");
}
