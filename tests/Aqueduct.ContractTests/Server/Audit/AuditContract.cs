using Aqueduct.ContractTests.Storage;
using Aqueduct.Server.Audit;
using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.ContractTests.Server.Audit;

/// <summary>An empty trail for each test.</summary>
public abstract class AuditContract(StorageEngine engine) : StorageContract(engine)
{
    protected IAuditTrail Trail => new AuditTrail(Storage.Sealer, Clock);

    protected static AuditEntry Entry(string action = "availability.set", string actor = "os:alice") =>
        new(actor, null, action, "group acme", "default_on", "never_on", "local socket", "c-1");

    protected Task AppendAsync(AuditEntry entry) => Trail.RecordAsync(Database, entry, Cancelled);

    protected async Task AppendAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await AppendAsync(Entry());
    }

    protected Task<List<AuditEntryRow>> RowsAsync() =>
        Database.ReadAsync((db, token) => db.AuditEntries.OrderBy(r => r.Sequence).ToListAsync(token), Cancelled);

    protected Task<int> ExecuteAsync(string sql) =>
        Database.WriteAsync((db, token) => db.Database.ExecuteSqlRawAsync(sql, token), Cancelled);
}
