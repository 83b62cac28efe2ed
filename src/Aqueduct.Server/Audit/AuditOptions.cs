namespace Aqueduct.Server.Audit;

/// <summary>How long the audit trail is kept.</summary>
public sealed class AuditOptions
{
    /// <summary>Entries older than so many days are deleted; without it all are kept.</summary>
    public string? RetentionDays { get; set; }
}
