using Aqueduct.ContractTests.Storage;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Server.Gateway.Outbox;
using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.ContractTests.Server.Outbox;

public sealed class SqliteEventClaimsTests() : EventClaimsContract(new SqliteEngine());

public sealed class PostgresEventClaimsTests(PostgresFixture server) : EventClaimsContract(new PostgresEngine(server));

/// <summary>What is stored, what may be attempted next, and what is left of it.</summary>
public abstract class EventClaimsContract(StorageEngine engine) : OutboxContract(engine)
{
    [Fact]
    public async Task Only_the_oldest_event_of_a_key_is_claimed_and_other_keys_go_on()
    {
        await StoreAsync("a1", "a2", "b1", "a3", "b2", "c1");

        (await First.ClaimTokensAsync(Cancelled)).ShouldBe(["a1", "b1", "c1"], ignoreOrder: true);
        (await First.ClaimTokensAsync(Cancelled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_limit_of_claims_is_filled_although_many_due_events_stand_behind_others()
    {
        await StoreAsync([.. Enumerable.Range(10, 30).Select(n => $"a{n}"), "b1", "c1"]);
        (await First.ClaimTokensAsync(Cancelled, most: 2)).ShouldBe(["a10", "b1"]);
        (await First.ClaimTokensAsync(Cancelled, most: 2)).ShouldBe(["c1"]);
    }

    [Fact]
    public async Task A_failed_event_keeps_its_place_and_the_next_follows_when_it_has_left()
    {
        await StoreAsync("a1", "a2", "a3");
        var a1 = await ClaimOneAsync();
        await SettleAsync(new Settlement.Postponed(a1, Clock.GetUtcNow().AddSeconds(30), Throttled));
        await StoreAsync("a4");
        (await First.ClaimTokensAsync(Cancelled)).ShouldBeEmpty();

        Clock.Advance(TimeSpan.FromSeconds(30));
        var again = await ClaimOneAsync();
        again.ShouldBe(a1 with { Attempts = 2 });
        await SettleAsync(new Settlement.Delivered(again));
        foreach (var token in (string[])["a2", "a3", "a4"])
        {
            var next = await ClaimOneAsync();
            (await First.Store.ReadAsync(next.Id, Cancelled))!.Event.ClientToken.ShouldBe(token);
            await SettleAsync(new Settlement.Delivered(next));
        }
        (await CountRowsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_dead_event_no_longer_blocks_its_key_and_loses_its_code()
    {
        await StoreAsync("a1", "a2");
        var a1 = await ClaimOneAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));
        await SettleAsync(new Settlement.Dead(a1, Throttled));

        var dead = (await First.Outbox.ListDeadAsync(10, Cancelled)).ShouldHaveSingleItem();
        (dead.OrderKey, dead.CorrelationId, dead.Attempts, dead.Failure, dead.Note).ShouldBe(("a", "request-a1", 1, Throttled, FailureNote.None));
        dead.DiedAt.ShouldBe(Clock.GetUtcNow());
        (await First.Store.ReadAsync(a1.Id, Cancelled))!.Event.Code.ShouldBeNull();
        (await First.ClaimTokensAsync(Cancelled)).ShouldBe(["a2"]);
    }

    [Fact]
    public async Task What_is_stored_comes_back_the_same()
    {
        var e = Event("a", "a1", new EventOrigin("42", MergeRequest: true, "7", "abc"));
        await First.Outbox.StoreAsync(e, new DeliveryResult.RetryLater(Throttled), Cancelled);

        Clock.Advance(TimeSpan.FromSeconds(5));
        var claimed = await ClaimOneAsync();
        claimed.Attempts.ShouldBe(2);
        var stored = (await First.Store.ReadAsync(claimed.Id, Cancelled))!;
        stored.Event.Event.ToArray().ShouldBe(e.Event.ToArray());
        (stored.Event with { Event = e.Event }).ShouldBe(e with { ReceivedAt = stored.Event.ReceivedAt });
        (e.ReceivedAt - stored.Event.ReceivedAt).ShouldBeLessThan(TimeSpan.FromMicroseconds(1));
        stored.LastFailure.ShouldBe(Throttled);
    }

    [Fact]
    public async Task After_a_failed_attempt_the_first_retry_is_due_within_ten_seconds_or_when_amazon_q_says()
    {
        await First.Outbox.StoreAsync(Event("a", "a1"), new DeliveryResult.RetryLater(Throttled), Cancelled);
        await First.Outbox.StoreAsync(Event("b", "b1"), new DeliveryResult.RetryLater(Throttled, TimeSpan.FromSeconds(40)), Cancelled);

        (await First.ClaimTokensAsync(Cancelled)).ShouldBeEmpty();
        Clock.Advance(TimeSpan.FromSeconds(10));
        (await First.ClaimTokensAsync(Cancelled)).ShouldBe(["a1"]);
        Clock.Advance(TimeSpan.FromSeconds(29));
        (await First.ClaimTokensAsync(Cancelled)).ShouldBeEmpty();
        Clock.Advance(TimeSpan.FromSeconds(1));
        (await First.ClaimTokensAsync(Cancelled)).ShouldBe(["b1"]);
    }

    [Fact]
    public async Task An_expired_lease_is_taken_over_and_what_its_holder_says_later_has_no_effect()
    {
        await StoreAsync("a1");
        var lost = await ClaimOneAsync();
        var second = OtherClaims();
        (await second.ClaimAsync(1, Cancelled)).ShouldBeEmpty();

        Clock.Advance(EventClaims.Lease);
        var taken = (await second.ClaimAsync(1, Cancelled)).ShouldHaveSingleItem();
        taken.ShouldBe(lost with { Attempts = 2 });
        (await First.Claims.SettleAsync([new Settlement.Delivered(lost)], Cancelled)).ShouldBeEmpty();
        (await second.SettleAsync([new Settlement.Postponed(taken, Clock.GetUtcNow(), null)], Cancelled)).Count.ShouldBe(1);
        (await CountRowsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Two_that_claim_at_once_never_get_the_same_event()
    {
        var tokens = Enumerable.Range(0, 40).Select(n => $"{(char)('A' + n)}1").ToArray();
        await StoreAsync(tokens);
        var second = OtherClaims();

        var race = Task.WhenAll(Enumerable.Range(0, 10).SelectMany(_ => (Task<List<ClaimedEvent>>[])
            [Task.Run(() => First.Claims.ClaimAsync(4, Cancelled), Cancelled), Task.Run(() => second.ClaimAsync(4, Cancelled), Cancelled)]));
        while (await Task.WhenAny(race, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancelled)) != race)
            Clock.Advance(TimeSpan.FromMilliseconds(5)); // PostgreSQL's losers pause on this clock before they try again
        (await race).SelectMany(claimed => claimed).Select(e => e.OrderKey).Order(StringComparer.Ordinal).ShouldBe(tokens.Select(t => t[..1]));
    }

    [Fact]
    public async Task What_waits_is_known_before_and_after_a_restart()
    {
        (await First.Outbox.HasWaitingAsync("a", Cancelled)).ShouldBeFalse();
        await StoreAsync("a1");
        (await First.Outbox.HasWaitingAsync("a", Cancelled)).ShouldBeTrue();
        (await First.Outbox.HasWaitingAsync("b", Cancelled)).ShouldBeFalse();

        await ReopenAsync();
        var next = await StartAsync();
        (await next.Outbox.HasWaitingAsync("a", Cancelled)).ShouldBeTrue();
        (await next.Outbox.HasWaitingAsync("b", Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_dead_event_is_not_waiting()
    {
        await StoreAsync("a1");
        await SettleAsync(new Settlement.Dead(await ClaimOneAsync(), Throttled));
        await ReopenAsync();
        (await (await StartAsync()).Outbox.HasWaitingAsync("a", Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public async Task Above_the_limit_an_event_is_refused()
    {
        await StoreAsync("a1", "b1");
        var full = await StartAsync(new OutboxLimits(MostWaiting: 2));

        var refusal = await Should.ThrowAsync<OutboxFullException>(full.Outbox.StoreAsync(Event("c", "c1"), Cancelled));
        refusal.Failure.Code.ShouldBe("outbox-full");
        (await CountRowsAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Neither_payload_nor_code_can_be_read_in_the_database()
    {
        await StoreAsync("a1");
        var row = await Database.ReadAsync((db, token) => db.GatewayEvents.SingleAsync(token), Cancelled);

        foreach (var value in (byte[]?[])[row.SealedEvent, row.SealedCode])
            System.Text.Encoding.Latin1.GetString(value!).ShouldNotContain("a1");
        row.SealedCode = row.SealedEvent;
        Should.Throw<StorageException>(() => Storage.Sealer.Open("gateway_events", "sealed_code", "a1", row.SealedCode)); // bound to its column
        Should.Throw<StorageException>(() => Storage.Sealer.Open("gateway_events", "sealed_event", "a2", row.SealedEvent)); // and to its row
        Event("a", "a1").ToString().ShouldNotContain("code of");
    }

    [Fact]
    public async Task Dead_events_are_listed_newest_first_and_forgotten_after_fourteen_days()
    {
        await StoreAsync("a1", "a2", "a3");
        for (var n = 0; n < 2; n++)
        {
            await SettleAsync(new Settlement.Dead(await ClaimOneAsync(), Throttled));
            Clock.Advance(TimeSpan.FromDays(1));
        }
        (await First.Outbox.ListDeadAsync(10, Cancelled)).Select(d => d.CorrelationId).ShouldBe(["request-a2", "request-a1"]);

        Clock.Advance(TimeSpan.FromDays(12) + TimeSpan.FromSeconds(1));
        await First.Dead.ForgetOldAsync(Cancelled);
        (await First.Outbox.ListDeadAsync(10, Cancelled)).Select(d => d.CorrelationId).ShouldBe(["request-a2"]);
        (await CountRowsAsync()).ShouldBe(2); // a3 still waits, however old
    }

    [Fact]
    public async Task A_note_is_begun_once_and_only_while_somebody_still_waits_for_it()
    {
        foreach (var token in (string[])["a1", "b1", "c1"])
            await First.Outbox.StoreAsync(Event(token[..1], token, token is "c1" ? null : new EventOrigin("1", false, "1", null)), Cancelled);
        foreach (var claimed in await First.Claims.ClaimAsync(3, Cancelled))
            await SettleAsync(new Settlement.Dead(claimed, Throttled));

        var begun = (await First.Dead.BeginNoteAsync(Cancelled))!;
        var other = (await First.Dead.BeginNoteAsync(Cancelled))!;
        new[] { begun.OrderKey, other.OrderKey }.ShouldBe(["a", "b"], ignoreOrder: true);
        (await First.Dead.BeginNoteAsync(Cancelled)).ShouldBeNull();

        await First.Dead.EndNoteAsync(begun, FailureNote.Wanted, Cancelled);
        Clock.Advance(DeadEvents.WorthANote);
        (await First.Dead.BeginNoteAsync(Cancelled)).ShouldBeNull();
    }

    /// <summary>The first letter is the key.</summary>
    private async Task StoreAsync(params string[] tokens)
    {
        foreach (var token in tokens)
        {
            await First.Outbox.StoreAsync(Event(token[..1], token), Cancelled);
            Clock.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    private async Task<ClaimedEvent> ClaimOneAsync() => (await First.Claims.ClaimAsync(1, Cancelled)).ShouldHaveSingleItem();

    private async Task SettleAsync(Settlement settlement) => (await First.Claims.SettleAsync([settlement], Cancelled)).ShouldBe([settlement]);

    /// <summary>Those of another process.</summary>
    private EventClaims OtherClaims() => new(Database, Clock);
}
