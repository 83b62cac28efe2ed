using System.Text;
using Aqueduct.ContractTests.Storage;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Server.Audit;
using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.ContractTests.Server.Audit;

public sealed class SqliteAuditTrailTests() : AuditTrailContract(new SqliteEngine());

public sealed class PostgresAuditTrailTests(PostgresFixture server) : AuditTrailContract(new PostgresEngine(server));

public abstract class AuditTrailContract(StorageEngine engine) : AuditContract(engine)
{
    [Fact]
    public async Task Entries_are_numbered_without_gaps_and_each_hash_holds_the_one_before()
    {
        await AppendAsync(3);
        await ReopenAsync();
        await AppendAsync(Entry());

        var rows = await RowsAsync();
        rows.Select(r => r.Sequence).ShouldBe([1, 2, 3, 4]);
        var hash = ChainHash.Genesis;
        foreach (var row in rows)
            row.Hash.ShouldBe(hash = ChainHash.Of(hash, row));
    }

    [Fact]
    public async Task A_change_that_is_rolled_back_takes_its_entry_with_it()
    {
        await Should.ThrowAsync<InvalidOperationException>(Database.WriteAsync<int>(
            async (db, token) =>
            {
                await Trail.AppendAsync(db, Entry(), token);
                throw new InvalidOperationException("the change failed");
            },
            Cancelled));
        await AppendAsync(1);

        (await RowsAsync()).Select(r => r.Sequence).ShouldBe([1]);
    }

    [Fact]
    public async Task One_write_may_append_several_entries()
    {
        await Database.WriteAsync(
            async (db, token) =>
            {
                await Trail.AppendAsync(db, Entry(), token);
                await Trail.AppendAsync(db, Entry(actor: "os:bob"), token);
                return 0;
            },
            Cancelled);

        (await RowsAsync()).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(2, true)]
    public async Task Writers_at_the_same_time_make_one_chain(int writers, bool readBefore)
    {
        const int each = 5;
        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                await Database.WriteAsync(
                    async (db, token) =>
                    {
                        if (readBefore)
                            await db.Instances.CountAsync(token); // PostgreSQL's snapshot is taken here
                        await Trail.AppendAsync(db, Entry(actor: $"os:{i}"), token);
                        return 0;
                    },
                    Cancelled);
            }
        }, Cancelled)));
        while (!writing.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(1)); // who lost a conflict pauses before the next attempt
            await Task.Yield();
        }

        await writing;
        var rows = await RowsAsync();
        rows.Select(r => r.Sequence).ShouldBe(Enumerable.Range(1, writers * each).Select(i => (long)i));
        rows.Select(r => r.ActorId).Distinct().Count().ShouldBe(each);
    }

    [Fact]
    public async Task Names_are_nowhere_in_the_tables_in_the_clear()
    {
        await AppendAsync(Entry(actor: "os:findme") with { OnBehalfOf = "gitlab:findme", Source = "findme", Subject = "findme", Target = "user findme", Before = "findme" });

        var row = (await RowsAsync()).Single();
        (row.Target, row.Before, row.After).ShouldBe((null, null, null));
        foreach (var stored in new[] { row.SealedActor, row.SealedOnBehalfOf!, row.SealedSubject! })
            Encoding.UTF8.GetString(stored).ShouldNotContain("findme");
        (await Database.ReadAsync((db, token) => db.AuditPeople.ToListAsync(token), Cancelled)).Select(p => p.Id + Encoding.UTF8.GetString(p.NameHash!))
            .ShouldAllBe(text => !text.Contains("findme"));
    }

    [Fact]
    public async Task Text_that_a_database_cannot_store_does_not_keep_the_entry_out()
    {
        await AppendAsync(Entry("a\0b") with { Target = "\ud800", Actor = "\ud800\0" });
        var row = (await RowsAsync()).Single();

        (row.Action, row.Target).ShouldBe(("a\uFFFDb", "\uFFFD"));
        row.Hash.ShouldBe(ChainHash.Of(ChainHash.Genesis, row));
    }

    [Fact]
    public async Task A_chain_whose_end_was_altered_takes_no_more_entries()
    {
        await AppendAsync(1);
        await ExecuteAsync("UPDATE audit_chain SET sealed_head = sealed_name_key");

        (await Should.ThrowAsync<StorageException>(AppendAsync(1))).Failure.Code.ShouldBe("sealed-value-refused");
    }
}
