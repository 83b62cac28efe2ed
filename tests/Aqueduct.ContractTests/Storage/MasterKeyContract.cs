using Aqueduct.ContractTests.Tools;

namespace Aqueduct.ContractTests.Storage;

public sealed class SqliteMasterKeyTests() : MasterKeyContract(new SqliteEngine());

public sealed class PostgresMasterKeyTests(PostgresFixture server) : MasterKeyContract(new PostgresEngine(server));

/// <summary>The master key file and the database belong together.</summary>
public abstract class MasterKeyContract(StorageEngine engine) : StorageContract(engine)
{
    private string KeyFile => Path.Combine(Folder, "data", "master.key");

    [Fact]
    public async Task A_lost_master_key_is_never_replaced()
    {
        File.Move(KeyFile, KeyFile + ".lost");
        var failure = await ReopenShouldFailAsync();

        failure.Code.ShouldBe("master-key-missing");
        failure.Detail.ShouldContain(KeyFile);
        File.Exists(KeyFile).ShouldBeFalse();

        File.Move(KeyFile + ".lost", KeyFile);
        await ReopenAsync();
    }

    [Fact]
    public async Task Another_databases_master_key_is_refused()
    {
        await File.WriteAllTextAsync(KeyFile, $"# Aqueduct master key 1\n{Convert.ToBase64String(new byte[32])}\n", Cancelled);
        (await ReopenShouldFailAsync()).Code.ShouldBe("master-key-wrong");
    }

    [Fact]
    public async Task The_master_key_can_live_elsewhere()
    {
        Options.MasterKeyFile = Path.Combine(Folder, "elsewhere", "master.key");
        Directory.CreateDirectory(Path.GetDirectoryName(Options.MasterKeyFile)!);
        File.Move(KeyFile, Options.MasterKeyFile);
        await ReopenAsync();
    }
}
