using Aqueduct.ContractTests.Tools;
using Aqueduct.Server.Storage;

namespace Aqueduct.ContractTests.Storage;

/// <summary>An engine a suite runs on: says how to reach a new, empty database.</summary>
public abstract class StorageEngine
{
    public abstract Task<StorageOptions> CreateDatabaseAsync();
}

internal sealed class SqliteEngine : StorageEngine
{
    public override Task<StorageOptions> CreateDatabaseAsync() => Task.FromResult(new StorageOptions());
}

internal sealed class PostgresEngine(PostgresFixture server) : StorageEngine
{
    public override async Task<StorageOptions> CreateDatabaseAsync() =>
        new() { Kind = StorageKind.Postgres, ConnectionString = await server.CreateDatabaseAsync() };
}
