using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Storage.Sqlite;

internal sealed class SqliteDb(DbContextOptions<SqliteDb> options) : AqueductDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
}
