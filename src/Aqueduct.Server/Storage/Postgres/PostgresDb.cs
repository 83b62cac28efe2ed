using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Storage.Postgres;

internal sealed class PostgresDb(DbContextOptions<PostgresDb> options) : AqueductDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTimestampConverter>();
        configurationBuilder.Properties<string>().UseCollation("C"); // ordinal, whatever the database's own collation is
    }
}
