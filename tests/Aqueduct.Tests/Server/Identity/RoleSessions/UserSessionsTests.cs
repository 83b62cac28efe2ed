using Aqueduct.Aws.Sts;
using Aqueduct.Server.Identity.RoleSessions;
using Aqueduct.Tests.Aws;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.Tests.Server.Identity.RoleSessions;

public sealed class UserSessionsTests : IDisposable
{
    private const string Role = "arn:aws:iam::111122223333:role/QDeveloperAccess";
    private readonly FakeTimeProvider clock = new(AwsTestClients.Start);
    private readonly CountingSts sts;
    private readonly AwsTestClients clients;
    private readonly UserSessions sessions;

    public UserSessionsTests()
    {
        sts = new(clock);
        clients = new(sts, clock);
        sessions = Create(RoleSessionNaming.User);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_is_for_the_user_and_as_long_as_AWS_allows()
    {
        var session = await GetAsync("a/b");

        session.AssumedRoleArn.ShouldBe(Role + "/token of a/b");
        var call = sts.Calls.ShouldHaveSingleItem();
        (call["RoleArn"], call["RoleSessionName"], call["DurationSeconds"]).ShouldBe((Role, "a_b", "43200"));
    }

    [Fact]
    public async Task The_session_may_be_named_after_the_instance()
    {
        using var named = Create(RoleSessionNaming.Instance);

        await named.GetAsync(Role, "dana", Cancellation);

        sts.Calls.ShouldHaveSingleItem()["RoleSessionName"].ShouldBe(IssuerWorld.Uid);
    }

    [Fact]
    public async Task A_thousand_calls_of_two_users_cost_two_calls_to_STS_and_mix_nobody_up()
    {
        var answer = new TaskCompletionSource();
        sts.Answering = answer.Task;

        var early = Enumerable.Range(0, 500).Select(i => Task.Run(() => GetAsync(User(i)), Cancellation)).ToList();
        answer.SetResult();
        var late = Enumerable.Range(500, 500).Select(i => Task.Run(() => GetAsync(User(i)), Cancellation));

        var all = await Task.WhenAll(early.Concat(late));
        all.Select((s, i) => s.AssumedRoleArn == $"{Role}/token of {User(i)}").ShouldAllBe(own => own);
        sts.Calls.Count.ShouldBe(2);

        static string User(int i) => i % 2 is 0 ? "dana" : "max";
    }

    [Fact]
    public async Task Another_role_of_the_same_user_is_another_session()
    {
        await GetAsync("dana");
        (await sessions.GetAsync(Role + "2", "dana", Cancellation)).TryGet(out var other, out _).ShouldBeTrue();

        other!.AssumedRoleArn.ShouldStartWith(Role + "2/");
        sts.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_session_in_hand_is_given_at_once()
    {
        await GetAsync("dana");

        var second = sessions.GetAsync(Role, "dana", Cancellation).AsTask();

        second.IsCompleted.ShouldBeTrue();
        (await second).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task Near_its_end_a_session_serves_while_the_next_is_fetched_once()
    {
        var first = await GetAsync("dana");
        clock.Advance(TimeSpan.FromHours(12 * 0.9));
        var answer = new TaskCompletionSource();
        sts.Answering = answer.Task;

        for (var i = 0; i < 10; i++)
            (await GetAsync("dana")).ShouldBeSameAs(first);
        answer.SetResult();

        await NextAsync("dana", first);
        sts.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Before_that_nothing_is_fetched()
    {
        await GetAsync("dana");
        clock.Advance(TimeSpan.FromHours(12 * 0.9) - TimeSpan.FromSeconds(1));

        await GetAsync("dana");

        sts.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task In_its_last_five_minutes_a_session_is_not_given_any_more()
    {
        var first = await GetAsync("dana");
        clock.Advance(TimeSpan.FromMinutes((12 * 60) - 5));

        (await GetAsync("dana")).ShouldNotBeSameAs(first);
        sts.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_refresh_that_fails_is_tried_again_a_minute_later_while_the_session_serves()
    {
        var first = await GetAsync("dana");
        clock.Advance(TimeSpan.FromHours(11));
        sts.Refuses = "InvalidIdentityToken";

        for (var i = 0; i < 10; i++)
            (await GetAsync("dana")).ShouldBeSameAs(first);
        sts.Calls.Count.ShouldBe(2);

        sts.Refuses = null;
        clock.Advance(TimeSpan.FromMinutes(1));
        await NextAsync("dana", first);
        sts.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_failure_is_told_and_not_kept()
    {
        sts.Refuses = "AccessDenied";
        (await sessions.GetAsync(Role, "dana", Cancellation)).Failure!.Code.ShouldBe("AccessDenied");

        sts.Refuses = null;
        await GetAsync("dana");
    }

    [Fact]
    public async Task A_caller_who_leaves_does_not_end_the_call_of_others()
    {
        var answer = new TaskCompletionSource();
        sts.Answering = answer.Task;
        using var leaving = new CancellationTokenSource();

        var first = sessions.GetAsync(Role, "dana", leaving.Token).AsTask();
        var second = GetAsync("dana");
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        answer.SetResult();

        await second;
        sts.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_who_evict_the_same_session_cause_one_call()
    {
        var stale = await GetAsync("dana");

        sessions.Evict(Role, "dana", stale);
        var fresh = await GetAsync("dana");
        sessions.Evict(Role, "dana", stale);

        (await GetAsync("dana")).ShouldBeSameAs(fresh);
        fresh.ShouldNotBeSameAs(stale);
        sts.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Evicting_leaves_the_sessions_of_others()
    {
        var (danas, maxs) = (await GetAsync("dana"), await GetAsync("max"));

        sessions.Evict(Role, "dana", danas);

        (await GetAsync("max")).ShouldBeSameAs(maxs);
    }

    [Fact]
    public async Task A_user_id_no_subject_can_be_made_of_is_a_failure()
    {
        foreach (var user in new[] { "", "\ud800", new string('x', 300) })
            (await sessions.GetAsync(Role, user, Cancellation)).Failure!.Code.ShouldBe("InvalidUserId");

        sts.Calls.ShouldBeEmpty();
    }

    public void Dispose()
    {
        sessions.Dispose();
        clients.Dispose();
        sts.Dispose();
    }

    private UserSessions Create(RoleSessionNaming naming) =>
        new(new RoleSessionSource(sts, clients.Aws.Sts, IssuerWorld.Uid, naming), clock, NullLogger<UserSessions>.Instance);

    private async Task<RoleSession> GetAsync(string user)
    {
        (await sessions.GetAsync(Role, user, Cancellation)).TryGet(out var session, out var failure).ShouldBeTrue(failure?.ToString());
        return session!;
    }

    /// <summary>The session after this one, which arrives in the background.</summary>
    private async Task<RoleSession> NextAsync(string user, RoleSession former)
    {
        var session = await GetAsync(user);
        while (session == former)
        {
            await Task.Yield();
            session = await GetAsync(user);
        }

        return session;
    }
}
