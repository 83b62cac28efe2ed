using Aqueduct.Setup;

namespace Aqueduct.Server.Audit;

public static class AuditFailures
{
    public static Failure NoEntry(long sequence) => new(
        "audit-no-entry", $"There is no audit entry {sequence}, or it was deleted as audit.retention_days says.", "`aqueduct audit list` shows what there is.");

    public static Failure NoPerson(string person) => new(
        "audit-no-person", $"The audit trail does not know {person}.", "Write the name as `aqueduct audit list` shows it, with what is before the colon.");
}
