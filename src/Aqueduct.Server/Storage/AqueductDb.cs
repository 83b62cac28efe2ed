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

        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
            property.SetColumnName(CapitalInside().Replace(property.Name, "_$0").ToLowerInvariant());
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex CapitalInside();
}
