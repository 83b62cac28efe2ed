using Aqueduct.Server.Audit;
using Aqueduct.Setup;
using Aqueduct.Setup.Connections;

namespace Aqueduct.Commands;

/// <summary>What commands did in their own process, told to the audit trail. It is done: nobody cancels the telling.</summary>
internal static class AuditedWork
{
    public static async Task RecordAsync(this IAuditAdministration audit, SetupOutcome outcome)
    {
        foreach (var change in outcome.Changes.Where(c => c.Kind is ChangeKind.Create or ChangeKind.Update or ChangeKind.Delete))
        {
            var action = change.Kind switch { ChangeKind.Create => "setup.create", ChangeKind.Update => "setup.update", _ => "setup.delete" };
            await audit.RecordAsync(new AuditReport(action, $"{change.Resource} {change.Identifier}", null, change.Note), CancellationToken.None);
        }
    }

    /// <param name="action">Recorded also when it failed: what it changed until then nobody else tells.</param>
    public static Task RecordAsync(this IAuditAdministration audit, string action, SetupResult<ConnectionOutcome> result) =>
        audit.RecordAsync(
            new AuditReport(action, "connection", null, result.TryGet(out var outcome, out var failures) ? outcome.Status.State.ToString() : $"failed: {failures[0].Code}"),
            CancellationToken.None);
}
