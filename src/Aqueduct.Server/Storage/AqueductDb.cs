using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Storage;

/// <summary>The model both engines share.</summary>
public abstract class AqueductDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<SetupStateRow> SetupState => Set<SetupStateRow>();

    public DbSet<SigningKeyRow> SigningKeys => Set<SigningKeyRow>();

    public DbSet<InstanceRow> Instances => Set<InstanceRow>();
}
