using System.Collections.Concurrent;
using Aqueduct.ContractTests.Storage;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Server.Gateway.Outbox;
using Aqueduct.Setup;

namespace Aqueduct.ContractTests.Server.Outbox;

public sealed class SqliteEventRetriesTests() : EventRetriesContract(new SqliteEngine());

public sealed class PostgresEventRetriesTests(PostgresFixture server) : EventRetriesContract(new PostgresEngine(server))
{
    [Fact]
    public async Task Two_processes_deliver_every_event_once_and_in_order()
    {
        var delivered = new ConcurrentQueue<GatewayEvent>();
        await using var one = await RetryAsync();
        await using var two = await RetryAsync(await StartAsync());
        one.Answer = two.Answer = e =>
        {
            delivered.Enqueue(e);
            return new DeliveryResult.Delivered();
        };
        for (var n = 0; n < 60; n++)
            await (n % 2 == 0 ? one : two).Process.Outbox.StoreAsync(Event($"{n % 5}", $"{n:00}"), Cancelled);

        while (!await GoneAsync())
            Clock.Advance(TimeSpan.FromMilliseconds(5)); // PostgreSQL's losers of a conflict pause on this clock, too
        delivered.Count.ShouldBe(60);
        foreach (var key in delivered.GroupBy(e => e.OrderKey))
            key.Select(e => e.ClientToken).ShouldBe(key.Select(e => e.ClientToken).Order(StringComparer.Ordinal));
    }
}

/// <summary>The loop: what is stored reaches Amazon Q, or ends visibly.</summary>
public abstract class EventRetriesContract(StorageEngine engine) : OutboxContract(engine)
{
    private static readonly DeliveryResult Delivered = new DeliveryResult.Delivered();

    [Fact]
    public async Task A_stored_event_is_delivered_at_once_and_leaves()
    {
        await using var scene = await RetryAsync();
        await First.Outbox.StoreAsync(Event("a", "a1"), Cancelled);

        var attempt = await scene.NextAsync();
        attempt.Event.Code.ShouldBe("code of a1");
        attempt.End(Delivered);
        await scene.SleepUntilAsync(GoneAsync);
        (await First.Outbox.HasWaitingAsync("a", Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public async Task Failures_keep_the_order_of_a_key_and_the_client_token_while_other_keys_go_on()
    {
        await using var scene = await RetryAsync();
        foreach (var token in (string[])["a1", "a2", "b1"])
            await First.Outbox.StoreAsync(Event(token[..1], token), Cancelled);

        var failures = 3;
        for (var delivered = 0; delivered < 3;)
        {
            var attempt = await scene.NextAsync();
            var fails = attempt.Event.ClientToken is "a1" && failures-- > 0;
            attempt.End(fails ? new DeliveryResult.RetryLater(Throttled) : Delivered);
            delivered += fails ? 0 : 1;
        }
        var tokens = scene.Begun.Select(a => a.Event.ClientToken).ToList();
        tokens.Where(t => t[0] is 'a').ShouldBe(["a1", "a1", "a1", "a1", "a2"]);
        tokens.IndexOf("b1").ShouldBeLessThan(3);
    }

    [Fact]
    public async Task An_event_that_never_succeeds_is_retried_to_the_end_and_then_dead()
    {
        var end = Clock.GetUtcNow() + RetrySchedule.Lifetime;
        await using var scene = await RetryAsync();
        scene.Answer = _ => new DeliveryResult.RetryLater(Throttled);
        await First.Outbox.StoreAsync(Event("a", "a1"), Cancelled);
        await scene.SleepUntilAsync(DiedAsync);

        scene.Begun[^1].At.ShouldBeInRange(end - TimeSpan.FromMinutes(6), end);
        (scene.Begun[1].At - scene.Begun[0].At).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(10));
        var dead = (await First.Outbox.ListDeadAsync(1, Cancelled)).ShouldHaveSingleItem();
        dead.Attempts.ShouldBe(scene.Begun.Count);
        dead.Failure.ShouldBe(new Failure("event-not-delivered", "Amazon Q did not take the event within 55 minutes. Amazon Q throttles.", Throttled.Fix));
    }

    [Fact]
    public async Task A_final_failure_is_dead_at_once_and_the_next_of_its_key_follows()
    {
        await using var scene = await RetryAsync();
        await First.Outbox.StoreAsync(Event("a", "a1"), Cancelled);
        await First.Outbox.StoreAsync(Event("a", "a2"), Cancelled);

        (await scene.NextAsync()).End(new DeliveryResult.Final(Throttled));
        (await scene.NextAsync()).Event.ClientToken.ShouldBe("a2");
        (await First.Outbox.ListDeadAsync(2, Cancelled)).ShouldHaveSingleItem().Failure.ShouldBe(Throttled);
    }

    [Fact]
    public async Task An_event_too_old_for_its_code_is_dead_without_an_attempt()
    {
        await First.Outbox.StoreAsync(Event("a", "a1"), Cancelled);
        Clock.Advance(RetrySchedule.Lifetime);
        await using var scene = await RetryAsync();

        await scene.SleepUntilAsync(DiedAsync);
        scene.Begun.ShouldBeEmpty();
        (await First.Outbox.ListDeadAsync(1, Cancelled))[0].Failure.Detail.ShouldContain("within 55 minutes");
    }

    [Fact]
    public async Task An_attempt_that_crashes_or_never_answers_is_made_again()
    {
        await using var scene = await RetryAsync();
        await First.Outbox.StoreAsync(Event("a", "a1"), Cancelled);

        var first = await scene.NextAsync();
        Clock.Advance(EventAttempts.Limit);
        var second = await scene.NextAsync();
        first.Result.IsCanceled.ShouldBeTrue();
        second.Crash();
        (await scene.NextAsync()).Event.ClientToken.ShouldBe("a1");
    }

    [Fact]
    public async Task At_most_so_many_attempts_run_at_once()
    {
        await using var scene = await RetryAsync(await StartAsync(new OutboxLimits(MostAtOnce: 2)));
        foreach (var key in (string[])["a", "b", "c"])
            await scene.Process.Outbox.StoreAsync(Event(key, key), Cancelled);

        var one = await scene.NextAsync();
        await scene.NextAsync();
        scene.Begun.Count.ShouldBe(2);
        one.End(Delivered);
        (await scene.NextAsync()).Event.OrderKey.ShouldBe("c");
    }

    [Fact]
    public async Task A_stop_lets_running_attempts_end()
    {
        var scene = await RetryAsync();
        await First.Outbox.StoreAsync(Event("a", "a1"), Cancelled);
        var attempt = await scene.NextAsync();

        var stopping = scene.Retries.StopAsync(Cancelled);
        stopping.IsCompleted.ShouldBeFalse();
        attempt.End(Delivered);
        await stopping;
        (await CountRowsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_stop_whose_grace_is_over_leaves_the_event_waiting_for_others()
    {
        var scene = await RetryAsync();
        await First.Outbox.StoreAsync(Event("a", "a1"), Cancelled);
        var cut = await scene.NextAsync();
        await scene.DisposeAsync();
        cut.Result.IsCanceled.ShouldBeTrue();

        await using var next = await RetryAsync(await StartAsync());
        var again = await next.NextAsync();
        (again.Event.ClientToken, again.Event.Code).ShouldBe(("a1", "code of a1"));
    }

    private protected Task<Scene> RetryAsync(Process? process = null) => Scene.StartAsync(process ?? First, Clock);

    private protected async Task<bool> GoneAsync() => await CountRowsAsync() == 0;

    private async Task<bool> DiedAsync() => (await First.Outbox.ListDeadAsync(1, Cancelled)).Count > 0;
}
