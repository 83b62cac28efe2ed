using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Audit;

internal sealed class NoAuditTrail : IAuditTrail
{
    public Task AppendAsync(AqueductDb db, AuditEntry entry, CancellationToken cancellationToken) => Task.CompletedTask;
}
