using Aqueduct.Server.Storage.Postgres;
using Aqueduct.Server.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Aqueduct.Server.Storage;

// Only `dotnet ef` calls these: it needs a context to compare the model with, not a database. A changed model gets, for each engine:
// dotnet ef migrations add NAME --project src/Aqueduct.Server --context SqliteDb --output-dir Storage/Migrations/Sqlite

internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite().Options);
}

internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql().Options);
}
