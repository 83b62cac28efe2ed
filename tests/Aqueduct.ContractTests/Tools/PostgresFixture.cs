[assembly: AssemblyFixture(typeof(Aqueduct.ContractTests.Tools.PostgresFixture))]

namespace Aqueduct.ContractTests.Tools;

/// <summary>One PostgreSQL for all tests that want it, started by the first of them; each gets a database of its own.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> server = new(() => PostgresServer.StartAsync(PostgresInstallation.Programs!));

    /// <returns>The connection string of a new, empty database; skips the test where PostgreSQL is not installed.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        Assert.SkipUnless(PostgresInstallation.Programs is not null, PostgresInstallation.Missing);
        return await (await server.Value).CreateDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated)
            await (await server.Value).DisposeAsync();
    }
}
