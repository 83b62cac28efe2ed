using Aqueduct.Server.Gateway.Outbox;

namespace Aqueduct.Tests.Server.Gateway.Outbox;

public sealed class RetryScheduleTests
{
    private static readonly DateTimeOffset Received = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 0, 2.5)]
    [InlineData(1, 1, 5)]
    [InlineData(2, 1, 10)]
    [InlineData(3, 0.5, 15)]
    [InlineData(6, 1, 160)]
    [InlineData(7, 1, 300)]
    [InlineData(1_000, 0, 150)]
    public void Each_failure_doubles_the_delay_up_to_five_minutes_and_half_of_it_is_chance(int attempts, double chance, double seconds) =>
        Delay(attempts, Received, null, chance).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(60, 60)]
    [InlineData(1, 5)]
    [InlineData(-1, 5)]
    public void Nothing_is_attempted_before_amazon_q_asked_for_it(int retryAfter, int seconds) =>
        Delay(1, Received, TimeSpan.FromSeconds(retryAfter), 1).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void The_last_attempt_is_half_a_minute_before_the_end()
    {
        var late = Received + TimeSpan.FromMinutes(54);
        (late + Delay(9, late, null, 1)).ShouldBe(Received + TimeSpan.FromMinutes(54.5));
        Delay(10, Received + TimeSpan.FromMinutes(54.5), null, 1).ShouldBeNull();
    }

    [Fact]
    public void A_pause_beyond_the_end_ends_the_attempts() => Delay(1, Received, TimeSpan.FromMinutes(55), 1).ShouldBeNull();

    private static TimeSpan? Delay(int attempts, DateTimeOffset now, TimeSpan? retryAfter, double chance) =>
        RetrySchedule.NextAttempt(attempts, Received, now, retryAfter, chance) - now;
}
