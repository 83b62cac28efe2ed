using Aqueduct.Server.Storage;
using Aqueduct.Server.Storage.Postgres;
using Npgsql;

namespace Aqueduct.Tests.Server.Storage;

public sealed class PostgresServerTests
{
    private const string Text = "Host=db;Database=aqueduct;Username=u;Password=very-secret";

    [Fact]
    public void The_operators_own_settings_win_over_ours()
    {
        using var server = Connect(new() { ConnectionString = Text + ";Options=-c statement_timeout=5s;Application Name=mine" });
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        settings.Options.ShouldBe("-c statement_timeout=30s -c timezone=UTC -c statement_timeout=5s");
        settings.ApplicationName.ShouldBe("mine");
    }

    [Fact]
    public void The_connection_string_may_come_from_a_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, Text + "\n");
        using var server = Connect(new() { ConnectionStringFile = file });
        new NpgsqlConnectionStringBuilder(server.ConnectionString).Database.ShouldBe("aqueduct");
        File.Delete(file);
    }

    [Theory]
    [InlineData(null, null, "there is no storage.connection_string")]
    [InlineData("Host=db", "file", "are both set")]
    [InlineData(null, "missing", "storage.connection_string_file: /nowhere/missing cannot be read")]
    [InlineData("very-secret", null, "storage.connection_string is not a connection string")]
    [InlineData("Host=db;Port=very-secret", null, "storage.connection_string is not a connection string")]
    public void A_wrong_setting_is_named_without_its_value(string? text, string? file, string detail)
    {
        var refused = Should.Throw<StorageException>(() => Connect(new() { ConnectionString = text, ConnectionStringFile = file }));
        refused.Failure.Code.ShouldBe("storage-connection-wrong");
        refused.Failure.Detail.ShouldContain(detail);
        refused.ToString().ShouldNotContain("very-secret");
    }

    private static NpgsqlDataSource Connect(StorageOptions options) => PostgresServer.Connect(options, "/nowhere");
}
