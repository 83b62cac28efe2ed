using Aqueduct.ContractTests.Tools;
using Aqueduct.Server.Storage;

namespace Aqueduct.ContractTests.Storage;

public sealed class SqliteInstanceRegistryTests() : InstanceRegistryContract(new SqliteEngine());

public sealed class PostgresInstanceRegistryTests(PostgresFixture server) : InstanceRegistryContract(new PostgresEngine(server));

public abstract class InstanceRegistryContract(StorageEngine engine) : StorageContract(engine)
{
    private InstanceRegistry Instances => Storage.Instances;

    [Fact]
    public async Task Before_the_first_seed_no_instance_is_active()
    {
        (await Instances.SeedAsync(null, Cancelled)).ShouldBeNull();
        (await Instances.GetActiveAsync(Cancelled)).ShouldBeNull();
        (await Instances.GetAcceptedAsync(Cancelled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_configured_uid_stays_the_active_one()
    {
        (await Instances.SeedAsync("one", Cancelled)).ShouldBeNull();
        await ReopenAsync();

        (await Instances.SeedAsync("one", Cancelled)).ShouldBeNull();
        (await Instances.SeedAsync(null, Cancelled)).ShouldBeNull();
        (await Instances.GetActiveAsync(Cancelled)).ShouldBe("one");
    }

    [Fact]
    public async Task A_different_configured_uid_is_refused_with_both_named()
    {
        await Instances.SeedAsync("one", Cancelled);
        var failure = await Instances.SeedAsync("two", Cancelled);

        failure!.Code.ShouldBe("instance-uid-differs");
        failure.Detail.ShouldContain("gitlab.instance_uid is two");
        failure.Detail.ShouldContain("set up for one");
        failure.Fix.ShouldContain("identity rebind --instance-uid two");
        (await Instances.GetActiveAsync(Cancelled)).ShouldBe("one");
    }

    [Fact]
    public async Task An_accepted_uid_is_not_the_active_one()
    {
        await Instances.SeedAsync("new", Cancelled);
        await Database.WriteAsync(
            (db, token) =>
            {
                db.Instances.Add(new InstanceRow { Uid = "old", AddedAt = Clock.GetUtcNow().AddDays(-1) });
                return db.SaveChangesAsync(token);
            },
            Cancelled);

        (await Instances.GetAcceptedAsync(Cancelled)).ShouldBe(["old", "new"]);
        (await Instances.GetActiveAsync(Cancelled)).ShouldBe("new");
    }
}
