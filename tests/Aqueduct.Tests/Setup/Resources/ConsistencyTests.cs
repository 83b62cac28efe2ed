using Aqueduct.Aws;
using Aqueduct.Setup.Resources;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.Tests.Setup.Resources;

public sealed class ConsistencyTests
{
    private static readonly AwsFailure Hidden = new(AwsFailureKind.NotFound, "iam", "GetRole", "NoSuchEntity", "The role with name x cannot be found.");
    private static readonly AwsFailure Busy = new(AwsFailureKind.Conflict, "iam", "TagRole", "ConcurrentModification", "…");

    private readonly FakeTimeProvider clock = new();
    private int calls;

    [Fact]
    public async Task A_failure_that_passes_is_waited_out()
    {
        var waiting = new Consistency(clock).WaitOutAsync(FailTwice(Hidden), f => f == Hidden, TestContext.Current.CancellationToken);

        (await PassAsync(waiting)).TryGet(out _, out _).ShouldBeTrue();
        calls.ShouldBe(3);
    }

    [Fact]
    public async Task Any_other_failure_is_answered_at_once()
    {
        var result = await new Consistency(clock).WaitOutAsync(FailTwice(Hidden), _ => false, TestContext.Current.CancellationToken);

        result.Failure.ShouldBe(Hidden);
        calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_that_stays_is_answered_after_half_a_minute()
    {
        var waiting = new Consistency(clock).WaitOutAsync(Always(Hidden), _ => true, TestContext.Current.CancellationToken);
        var begun = clock.GetUtcNow();

        (await PassAsync(waiting)).Failure.ShouldBe(Hidden);
        (clock.GetUtcNow() - begun).ShouldBeInRange(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task A_write_waits_while_somebody_else_changes_the_same_thing()
    {
        var writing = new Consistency(clock).WriteAsync(FailTwice(Busy), _ => false, TestContext.Current.CancellationToken);

        (await PassAsync(writing)).TryGet(out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void A_write_of_an_earlier_run_counts_as_long_as_IAM_may_hide_it()
    {
        var consistency = new Consistency(clock);
        consistency.Recall("young", clock.GetUtcNow() - TimeSpan.FromSeconds(29));
        consistency.Recall("old", clock.GetUtcNow() - TimeSpan.FromSeconds(31));

        consistency.IsRecent("young").ShouldBeTrue();
        consistency.IsRecent("old").ShouldBeFalse();
    }

    /// <summary>Lets time pass until the work is done.</summary>
    private async Task<T> PassAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await work;
    }

    private Func<CancellationToken, Task<AwsResult<Done>>> FailTwice(AwsFailure failure) =>
        _ => Task.FromResult<AwsResult<Done>>(++calls <= 2 ? failure : default(Done));

    private Func<CancellationToken, Task<AwsResult<Done>>> Always(AwsFailure failure) => _ => Task.FromResult<AwsResult<Done>>(failure);
}
