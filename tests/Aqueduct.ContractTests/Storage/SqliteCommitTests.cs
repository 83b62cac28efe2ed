using System.Buffers.Binary;
using Aqueduct.Server.Storage;

namespace Aqueduct.ContractTests.Storage;

/// <summary>What only SQLite does: several writes in one commit, which is read off the write-ahead log.</summary>
public sealed class SqliteCommitTests() : StorageContract(new SqliteEngine())
{
    private string Log => Path.Combine(Folder, "data", "aqueduct.db-wal");

    [Fact]
    public async Task Writes_that_wait_share_one_commit()
    {
        await AddAsync("warm");
        var before = CountCommits();
        var (started, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = Database.WriteAsync(
            async (db, token) =>
            {
                started.SetResult();
                await gate.Task;
                return await AddAsync(db, "first", token);
            },
            Cancelled);
        await started.Task;
        var waiting = Enumerable.Range(0, 50).Select(n => AddAsync($"waiting-{n}")).ToList();
        gate.SetResult();
        await Task.WhenAll([first, .. waiting]);

        (CountCommits() - before).ShouldBe(2); // the first one's and one for all the others
    }

    [Fact]
    public async Task A_write_that_returned_is_in_the_log()
    {
        var before = CountCommits();
        await AddAsync("a");
        (CountCommits() - before).ShouldBe(1);
    }

    [Fact]
    public async Task A_write_inside_a_write_is_refused_instead_of_waiting_for_itself()
    {
        var write = Database.WriteAsync((_, _) => AddAsync("inner"), Cancelled);
        await Should.ThrowAsync<InvalidOperationException>(write);
    }

    [Fact]
    public async Task A_read_cannot_write() =>
        await Should.ThrowAsync<Exception>(Database.ReadAsync((db, token) => AddAsync(db, "a", token), Cancelled));

    [Fact]
    public async Task A_read_goes_on_while_a_write_is_open()
    {
        var (started, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var write = Database.WriteAsync(
            async (db, token) =>
            {
                await AddAsync(db, "unfinished", token);
                started.SetResult();
                await gate.Task;
                return 0;
            },
            Cancelled);
        await started.Task;

        (await Database.ReadAsync((db, _) => Task.FromResult(db.Instances.Count()), Cancelled)).ShouldBe(0);
        gate.SetResult();
        await write;
    }

    private Task<int> AddAsync(string uid) => Database.WriteAsync((db, token) => AddAsync(db, uid, token), Cancelled);

    private static Task<int> AddAsync(AqueductDb db, string uid, CancellationToken cancellationToken)
    {
        db.Instances.Add(new InstanceRow { Uid = uid });
        return db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Frames of the log that end a transaction: those whose header tells the size of the database (sqlite.org/fileformat2.html, 4.1).</summary>
    private int CountCommits()
    {
        const int HeaderLength = 32, FrameHeaderLength = 24;
        var log = File.ReadAllBytes(Log);
        var page = BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(8));
        var commits = 0;
        for (var frame = HeaderLength; frame + FrameHeaderLength + page <= log.Length; frame += FrameHeaderLength + page)
            commits += BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(frame + 4)) > 0 ? 1 : 0;
        return commits;
    }
}
