using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Audit;

/// <summary>The record of what people change.</summary>
public interface IAuditTrail
{
    /// <summary>Part of the write that <paramref name="db"/> belongs to: both are stored or neither.</summary>
    Task AppendAsync(AqueductDb db, AuditEntry entry, CancellationToken cancellationToken);
}
