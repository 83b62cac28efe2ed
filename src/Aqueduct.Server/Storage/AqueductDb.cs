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

        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
            property.SetColumnName(CapitalInside().Replace(property.Name, "_$0").ToLowerInvariant());
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex CapitalInside();
}
