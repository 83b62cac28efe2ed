using Aqueduct.ContractTests.Tools;
using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.ContractTests.Storage;

public sealed class SqliteDatabaseTests() : DatabaseContract(new SqliteEngine());

public sealed class PostgresDatabaseTests(PostgresFixture server) : DatabaseContract(new PostgresEngine(server));

/// <summary>What both engines promise to every slice.</summary>
public abstract class DatabaseContract(StorageEngine engine) : StorageContract(engine)
{
    [Fact]
    public async Task A_finished_write_is_seen_by_the_next_read_and_after_a_restart()
    {
        await AddAsync("a");
        (await UidsAsync()).ShouldBe(["a"]);

        await ReopenAsync();
        (await UidsAsync()).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_write_that_fails_after_saving_leaves_nothing()
    {
        var write = Database.WriteAsync<int>(
            async (db, token) =>
            {
                db.Instances.Add(new InstanceRow { Uid = "half" });
                await db.SaveChangesAsync(token);
                throw new InvalidTimeZoneException("the second half");
            },
            Cancelled);

        (await Should.ThrowAsync<InvalidTimeZoneException>(write)).Message.ShouldBe("the second half");
        await AddAsync("next"); // what the failed write left would be committed with it
        (await UidsAsync()).ShouldBe(["next"]);
    }

    [Fact]
    public async Task A_failing_write_does_not_spoil_its_neighbours()
    {
        await AddAsync("taken");
        var gate = new TaskCompletionSource();
        var first = Database.WriteAsync(
            async (db, token) =>
            {
                await gate.Task; // meanwhile the others queue up, so that they share one commit where writes are batched
                return await AddAsync(db, "before", token);
            },
            Cancelled);
        Task[] neighbours = [AddAsync("left"), AddAsync("right")];
        var failing = Database.WriteAsync(
            async (db, token) =>
            {
                await AddAsync(db, "half", token);
                return await AddAsync(db, "taken", token);
            },
            Cancelled);
        Task[] later = [AddAsync("later")];
        gate.SetResult();

        await Should.ThrowAsync<DbUpdateException>(failing);
        await Task.WhenAll([first, .. neighbours, .. later]);
        (await UidsAsync()).ShouldBe(["before", "later", "left", "right", "taken"]);
    }

    [Fact]
    public async Task A_cancelled_write_leaves_nothing_and_the_next_one_works()
    {
        using var cancel = new CancellationTokenSource();
        var write = Database.WriteAsync(
            async (db, token) =>
            {
                await AddAsync(db, "cancelled", token);
                await cancel.CancelAsync();
                token.ThrowIfCancellationRequested();
                return 0;
            },
            cancel.Token);

        await Should.ThrowAsync<OperationCanceledException>(write);
        write.IsCanceled.ShouldBeTrue();
        await AddAsync("next");
        (await UidsAsync()).ShouldBe(["next"]);
    }

    [Fact]
    public async Task Writes_that_read_first_do_not_overtake_each_other()
    {
        await AddKeyAsync();
        var increments = Enumerable.Range(0, 6).Select(_ => Task.Run(() => Database.WriteAsync(
            async (db, token) =>
            {
                var key = await db.SigningKeys.AsNoTracking().SingleAsync(token);
                return await db.SigningKeys.ExecuteUpdateAsync(set => set.SetProperty(k => k.Version, key.Version + 1), token);
            },
            Cancelled)));

        await AdvanceUntilDoneAsync(Task.WhenAll(increments)); // a write that lost a conflict waits on the clock
        (await Database.ReadAsync((db, token) => db.SigningKeys.SingleAsync(token), Cancelled)).Version.ShouldBe(6);
    }

    [Fact]
    public async Task A_key_changed_by_another_since_it_was_read_is_not_overwritten()
    {
        await AddKeyAsync();
        var stale = await Database.ReadAsync((db, token) => db.SigningKeys.SingleAsync(token), Cancelled);
        await Database.WriteAsync((db, token) => db.SigningKeys.ExecuteUpdateAsync(set => set.SetProperty(k => k.Version, 1), token), Cancelled);

        var write = Database.WriteAsync(
            (db, token) =>
            {
                db.Attach(stale).Entity.Version = 1;
                return db.SaveChangesAsync(token);
            },
            Cancelled);

        await Should.ThrowAsync<DbUpdateConcurrencyException>(write);
    }

    [Fact]
    public async Task Times_come_back_in_utc_to_the_microsecond()
    {
        var time = new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.FromHours(2)).AddTicks(1_234_567);
        await Database.WriteAsync(
            (db, token) =>
            {
                db.Instances.Add(new InstanceRow { Uid = "a", AddedAt = time });
                return db.SaveChangesAsync(token);
            },
            Cancelled);

        var read = (await Database.ReadAsync((db, token) => db.Instances.SingleAsync(token), Cancelled)).AddedAt;
        read.ShouldBe(time.AddTicks(-7));
        read.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Text_is_compared_and_sorted_by_its_bytes()
    {
        foreach (var uid in (string[])["b", "a", "B", "_", "ä"])
            await AddAsync(uid);

        (await UidsAsync()).ShouldBe(["B", "_", "a", "b", "ä"]);
        (await Database.ReadAsync((db, token) => db.Instances.CountAsync(r => r.Uid == "A", token), Cancelled)).ShouldBe(0);
    }

    [Fact]
    public async Task At_most_one_instance_is_active()
    {
        await AddAsync("inactive");
        await AddAsync("active", active: true);
        await Should.ThrowAsync<DbUpdateException>(AddAsync("second", active: true));
    }

    private Task<int> AddAsync(string uid, bool active = false) =>
        Database.WriteAsync((db, token) => AddAsync(db, uid, token, active), Cancelled);

    private static Task<int> AddAsync(AqueductDb db, string uid, CancellationToken cancellationToken, bool active = false)
    {
        db.Instances.Add(new InstanceRow { Uid = uid, Active = active });
        return db.SaveChangesAsync(cancellationToken);
    }

    private Task<int> AddKeyAsync() => Database.WriteAsync(
        (db, token) =>
        {
            db.SigningKeys.Add(new SigningKeyRow { Kid = "k", Algorithm = "ES256", PublicJwk = "{}", SealedPrivateKey = [1] });
            return db.SaveChangesAsync(token);
        },
        Cancelled);

    private Task<List<string>> UidsAsync() =>
        Database.ReadAsync((db, token) => db.Instances.Select(r => r.Uid).OrderBy(uid => uid).ToListAsync(token), Cancelled);

    private async Task AdvanceUntilDoneAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await work;
    }
}
