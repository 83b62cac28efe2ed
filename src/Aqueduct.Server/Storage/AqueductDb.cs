using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Storage;

/// <summary>The model both engines share.</summary>
public abstract partial class AqueductDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<SetupStateRow> SetupState => Set<SetupStateRow>();

    public DbSet<SigningKeyRow> SigningKeys => Set<SigningKeyRow>();

    public DbSet<InstanceRow> Instances => Set<InstanceRow>();

    public DbSet<DataKeyRow> DataKeys => Set<DataKeyRow>();

    public DbSet<GatewayEventRow> GatewayEvents => Set<GatewayEventRow>();

    public DbSet<TreeGroupRow> TreeGroups => Set<TreeGroupRow>();

    public DbSet<TreeProjectRow> TreeProjects => Set<TreeProjectRow>();

    public DbSet<TreeChangeRow> TreeChanges => Set<TreeChangeRow>();

    public DbSet<TreeSyncRow> TreeSync => Set<TreeSyncRow>();

    public DbSet<HookRow> Hooks => Set<HookRow>();

    public DbSet<AvailabilityRow> Availability => Set<AvailabilityRow>();

    public DbSet<ApiTokenRow> ApiTokens => Set<ApiTokenRow>();

    public DbSet<AuditEntryRow> AuditEntries => Set<AuditEntryRow>();

    public DbSet<AuditPersonRow> AuditPeople => Set<AuditPersonRow>();

    public DbSet<AuditChainRow> AuditChain => Set<AuditChainRow>();

    public DbSet<AuditCheckpointRow> AuditCheckpoints => Set<AuditCheckpointRow>();

    public DbSet<SignInSessionRow> SignInSessions => Set<SignInSessionRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SetupStateRow>().ToTable("setup_state").HasKey(r => r.Key);
        modelBuilder.Entity<DataKeyRow>(row =>
        {
            row.ToTable("data_keys").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<SigningKeyRow>(row =>
        {
            row.ToTable("signing_keys").HasKey(r => r.Kid);
            row.Property(r => r.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<InstanceRow>(row =>
        {
            row.ToTable("instances").HasKey(r => r.Uid);
            row.HasIndex(r => r.Active).IsUnique().HasFilter("active"); // at most one row is active
        });
        modelBuilder.Entity<GatewayEventRow>(row =>
        {
            row.ToTable("gateway_events").HasKey(r => r.Id);
            row.HasIndex(r => new { r.OrderKey, r.Id }, "ix_gateway_events_waiting").HasFilter("died_at IS NULL");
            row.HasIndex(r => r.DueAt, "ix_gateway_events_due").HasFilter("due_at IS NOT NULL");
            row.HasIndex(r => r.DiedAt, "ix_gateway_events_dead").HasFilter("died_at IS NOT NULL");
            row.HasIndex(r => r.DiedAt, "ix_gateway_events_note").HasFilter("note = 1"); // FailureNote.Wanted
        });
        modelBuilder.Entity<TreeGroupRow>(row =>
        {
            row.ToTable("tree_groups").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.HasIndex(r => r.FullPath, "ix_tree_groups_full_path");
            row.HasIndex(r => new { r.ParentId, r.Path }, "ix_tree_groups_children");
        });
        modelBuilder.Entity<TreeProjectRow>(row =>
        {
            row.ToTable("tree_projects").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.HasIndex(r => r.FullPath, "ix_tree_projects_full_path");
            row.HasIndex(r => new { r.GroupId, r.Path }, "ix_tree_projects_children");
        });
        modelBuilder.Entity<TreeChangeRow>(row =>
        {
            row.ToTable("tree_changes").HasKey(r => new { r.OfGroup, r.ItemId });
            row.HasIndex(r => r.NotedAt, "ix_tree_changes_noted");
        });
        modelBuilder.Entity<TreeSyncRow>(row =>
        {
            row.ToTable("tree_sync").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<HookRow>().ToTable("hooks").HasKey(r => new { r.OfGroup, r.PlaceId });
        modelBuilder.Entity<AvailabilityRow>(row =>
        {
            row.ToTable("availability").HasKey(r => new { r.Kind, r.PlaceId });
            row.HasIndex(r => r.Version, "ix_availability_version"); // not unique: racing writes then lose a serialization conflict, which is tried again
        });
        modelBuilder.Entity<ApiTokenRow>().ToTable("api_tokens").HasKey(r => r.Id);
        modelBuilder.Entity<AuditEntryRow>(row =>
        {
            row.ToTable("audit_entries").HasKey(r => r.Sequence);
            row.Property(r => r.Sequence).ValueGeneratedNever();
            row.HasIndex(r => r.At, "ix_audit_entries_at");
            row.HasIndex(r => new { r.ActorId, r.Sequence }, "ix_audit_entries_actor");
        });
        modelBuilder.Entity<AuditPersonRow>(row =>
        {
            row.ToTable("audit_people").HasKey(r => r.Id);
            row.HasIndex(r => r.NameHash, "ix_audit_people_name").IsUnique().HasFilter("name_hash IS NOT NULL");
        });
        modelBuilder.Entity<AuditChainRow>(row =>
        {
            row.ToTable("audit_chain").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.HasData(new AuditChainRow { Id = 1 }); // there from the beginning: two first appends meet on it
        });
        modelBuilder.Entity<AuditCheckpointRow>(row =>
        {
            row.ToTable("audit_checkpoints").HasKey(r => r.Sequence);
            row.Property(r => r.Sequence).ValueGeneratedNever();
        });
        modelBuilder.Entity<SignInSessionRow>(row =>
        {
            row.ToTable("sign_in_sessions").HasKey(r => r.Id);
            row.HasIndex(r => r.EndsAt, "ix_sign_in_sessions_ends_at");
        });

        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
            property.SetColumnName(CapitalInside().Replace(property.Name, "_$0").ToLowerInvariant());
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex CapitalInside();
}
