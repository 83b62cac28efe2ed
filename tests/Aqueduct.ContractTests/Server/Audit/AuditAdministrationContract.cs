using Aqueduct.ContractTests.Storage;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Server.Audit;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.ContractTests.Server.Audit;

public sealed class SqliteAuditAdministrationTests() : AuditAdministrationContract(new SqliteEngine());

public sealed class PostgresAuditAdministrationTests(PostgresFixture server) : AuditAdministrationContract(new PostgresEngine(server));

public abstract class AuditAdministrationContract(StorageEngine engine) : AuditContract(engine)
{
    private AuditAdministration Audit =>
        new(Database, Storage.Sealer, Trail, Clock, new AuditOrigin("os:root", "local socket", "c-2"));

    [Fact]
    public async Task An_empty_trail_is_sound()
    {
        (await Audit.ListAsync(new AuditQuery(Actor: "os:alice"), Cancelled)).Entries.ShouldBeEmpty();
        var verified = await Audit.VerifyAsync(Cancelled);
        (verified.Passed, verified.To).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Entries_come_back_as_they_were_told()
    {
        await AppendAsync(Entry() with { OnBehalfOf = "gitlab:7", Subject = "gitlab:8", Target = "member rita" });

        var entry = (await Audit.FindAsync(1, Cancelled))!;
        (entry.Actor, entry.OnBehalfOf, entry.Action, entry.Target, entry.Before, entry.After, entry.Source, entry.CorrelationId).ShouldBe(
            ("os:alice", "gitlab:7", "availability.set", "member rita", "default_on", "never_on", "local socket", "c-1"));
        entry.At.ShouldBe(Clock.GetUtcNow());
        (await Audit.FindAsync(2, Cancelled)).ShouldBeNull();
    }

    [Fact]
    public async Task Filters_narrow_and_pages_follow_each_other_in_both_directions()
    {
        for (var i = 1; i <= 6; i++)
        {
            await AppendAsync(Entry(i % 2 is 0 ? "identity.rotate" : "identity.publish", i <= 3 ? "os:alice" : "os:bob") with { Target = $"key {i % 3}" });
            Clock.Advance(TimeSpan.FromHours(1));
        }

        var start = Clock.GetUtcNow().AddHours(-6);
        await ShouldListAsync(new(), 6, 5, 4, 3, 2, 1);
        await ShouldListAsync(new(Limit: 2), 6, 5);
        await ShouldListAsync(new(Before: 5, Limit: 2), 4, 3);
        await ShouldListAsync(new(After: 2, Limit: 3), 3, 4, 5);
        await ShouldListAsync(new(Actor: "os:bob"), 6, 5, 4);
        await ShouldListAsync(new(Action: "identity.rotate"), 6, 4, 2);
        await ShouldListAsync(new(Action: "identity."), 6, 5, 4, 3, 2, 1);
        await ShouldListAsync(new(Target: "key 0"), 6, 3);
        await ShouldListAsync(new(Since: start.AddHours(2).ToOffset(TimeSpan.FromHours(5)), Until: start.AddHours(4)), 4, 3);
        (await Audit.ListAsync(new(Limit: 5), Cancelled)).More.ShouldBeTrue();
        (await Audit.ListAsync(new(Limit: 6), Cancelled)).More.ShouldBeFalse();
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET after = 'default_on' WHERE sequence = 3", "Entry 3 was changed, or the hash of the one before it.")]
    [InlineData("UPDATE audit_entries SET correlation_id = '' WHERE sequence = 105", "Entry 105 was changed, or the hash of the one before it.")]
    [InlineData("UPDATE audit_entries SET actor_id = 'x' WHERE sequence = 3", "Entry 3 was changed, or the hash of the one before it.")]
    [InlineData("UPDATE audit_entries SET sealed_actor = sealed_actor || sealed_actor WHERE sequence = 3", "Entry 3 was changed, or the hash of the one before it.")]
    [InlineData("DELETE FROM audit_entries WHERE sequence = 3", "Entry 3 was removed.")]
    [InlineData("DELETE FROM audit_entries WHERE sequence <= 100", "Entries 1 to 100 were removed.")]
    [InlineData("DELETE FROM audit_entries WHERE sequence > 103", "Entries 104 to 105 were removed.")]
    [InlineData("DELETE FROM audit_entries", "Entries 1 to 105 were removed.")]
    [InlineData("UPDATE audit_entries SET sequence = 106 WHERE sequence = 105", "Entry 106 was inserted: the trail reaches from 1 to 105.")]
    [InlineData("UPDATE audit_entries SET hash = (SELECT e.hash FROM audit_entries e WHERE e.sequence = 1) WHERE sequence = 105",
        "Entry 105 is not the one that was appended last: its hash differs from the sealed head.")]
    [InlineData("UPDATE audit_entries SET hash = (SELECT e.hash FROM audit_entries e WHERE e.sequence = 1) WHERE sequence = 101",
        "Entry 101 is not the one whose hash was signed on 2026-05-04 03:02:01Z: it and what is before it were rewritten.")]
    [InlineData("UPDATE audit_checkpoints SET hash = signature WHERE sequence = 101", "The checkpoint of entry 101 is not signed by this trail's key.")]
    [InlineData("UPDATE audit_chain SET sealed_head = sealed_name_key", "The sealed value in audit_chain.sealed_head, row '1', was altered, or belongs to another row.")]
    [InlineData("UPDATE audit_chain SET sealed_head = NULL", "Entry 1 was inserted: the trail reaches from 1 to 0.")]
    [InlineData("DELETE FROM audit_chain", "The row of audit_chain is gone: nobody can tell from where to where the trail reached.")]
    [InlineData("DELETE FROM audit_people", "The actor of entry 1 was removed from audit_people.")]
    public async Task Tampering_is_found_and_named(string sql, string fault)
    {
        await AppendAsync(105); // checkpoints are signed for the entries 1 and 101
        var sound = await Audit.VerifyAsync(Cancelled);
        (sound.Passed, sound.From, sound.To, sound.Checkpoints).ShouldBe((true, 1, 105, 2));

        await ExecuteAsync(sql);

        var verified = await Audit.VerifyAsync(Cancelled);
        verified.Passed.ShouldBeFalse();
        verified.Faults.ShouldContain(fault);
    }

    [Fact]
    public async Task A_key_destroyed_behind_the_trails_back_is_named()
    {
        await AppendAsync(1);
        var person = (await RowsAsync()).Single().ActorId;
        await ExecuteAsync("UPDATE audit_people SET sealed_key = NULL, name_hash = NULL");

        (await Audit.VerifyAsync(Cancelled)).Faults.ShouldBe([$"The key of person {person} is gone, but no entry says that the person was erased."]);
    }

    [Fact]
    public async Task A_person_is_erased_everywhere_and_nothing_in_the_chain_changes()
    {
        await AppendAsync(Entry());
        await AppendAsync(Entry(actor: "os:bob") with { OnBehalfOf = "os:alice" });
        await AppendAsync(Entry(actor: "os:bob") with { Subject = "os:alice", Target = "member alice" });
        var before = await RowsAsync();

        (await Audit.EraseAsync("os:alice", Cancelled)).ShouldBeTrue();
        await ReopenAsync();

        var entries = (await Audit.ListAsync(new(After: 0), Cancelled)).Entries;
        (entries[0].Actor, entries[0].Source, entries[0].Target, entries[0].After).ShouldBe(("(erased)", "(erased)", "group acme", "never_on"));
        (entries[1].Actor, entries[1].OnBehalfOf).ShouldBe(("os:bob", "(erased)"));
        (entries[2].Actor, entries[2].Target, entries[2].Before, entries[2].After).ShouldBe(("os:bob", "(erased)", "(erased)", "(erased)"));
        (entries[3].Actor, entries[3].Action).ShouldBe(("os:root", "audit.erase"));
        entries[3].Target.ShouldNotContain("alice");
        (await RowsAsync()).Take(3).Select(r => r.Hash).ShouldBe(before.Select(r => r.Hash));
        (await Audit.VerifyAsync(Cancelled)).Faults.ShouldBeEmpty();
        (await Audit.ListAsync(new(Actor: "os:alice"), Cancelled)).Entries.ShouldBeEmpty();
        (await Audit.EraseAsync("os:alice", Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_comes_back_after_an_erasure_is_somebody_new()
    {
        await AppendAsync(Entry());
        await Audit.EraseAsync("os:alice", Cancelled);
        await AppendAsync(Entry());

        (await Audit.ListAsync(new(Actor: "os:alice"), Cancelled)).Entries.Select(e => e.Sequence).ShouldBe([3]);
        (await Audit.FindAsync(1, Cancelled))!.Actor.ShouldBe(AuditRecord.Erased);
    }

    [Fact]
    public async Task Who_erases_himself_is_erased_and_the_trail_stays_sound()
    {
        await AppendAsync(Entry(actor: "os:root"));
        (await Audit.EraseAsync("os:root", Cancelled)).ShouldBeTrue();

        (await Audit.FindAsync(1, Cancelled))!.Actor.ShouldBe(AuditRecord.Erased);
        (await Audit.VerifyAsync(Cancelled)).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Retention_deletes_the_oldest_entries_and_verification_says_from_where_it_reaches()
    {
        await AppendAsync(Entry(actor: "os:gone"));
        await AppendAsync(1);
        Clock.Advance(TimeSpan.FromDays(10));
        await AppendAsync(2);

        (await RetainAsync()).ShouldBe(2);

        var verified = await Audit.VerifyAsync(Cancelled);
        verified.Faults.ShouldBeEmpty();
        (verified.From, verified.To).ShouldBe((3, 5));
        (await Audit.FindAsync(5, Cancelled))!.Target.ShouldBe("entries 1 to 2");
        (await Database.ReadAsync((db, token) => db.AuditPeople.CountAsync(token), Cancelled)).ShouldBe(2, "whom no entry names any more is gone too");
        (await RetainAsync()).ShouldBe(0);

        await ExecuteAsync("DELETE FROM audit_entries WHERE sequence = 3");
        (await Audit.VerifyAsync(Cancelled)).Faults.ShouldContain("Entry 3 was removed.");
    }

    [Fact]
    public async Task A_trail_of_which_all_is_old_goes_on_from_its_checkpoint()
    {
        await AppendAsync(3);
        Clock.Advance(TimeSpan.FromDays(10));
        (await RetainAsync()).ShouldBe(3);
        await AppendAsync(1);

        var verified = await Audit.VerifyAsync(Cancelled);
        verified.Faults.ShouldBeEmpty();
        (verified.From, verified.To).ShouldBe((4, 5));

        await ExecuteAsync("DELETE FROM audit_checkpoints");
        (await Audit.VerifyAsync(Cancelled)).Faults.ShouldBe(["The checkpoint of entry 3 is gone, which the oldest entry kept follows."]);
    }

    private Task<long> RetainAsync() =>
        new AuditRetention(Database, Storage.Sealer, Trail, Clock).DeleteAsync(Clock.GetUtcNow().AddDays(-5), Cancelled);

    private async Task ShouldListAsync(AuditQuery query, params long[] sequences) =>
        (await Audit.ListAsync(query, Cancelled)).Entries.Select(e => e.Sequence).ShouldBe(sequences, query.ToString());
}
