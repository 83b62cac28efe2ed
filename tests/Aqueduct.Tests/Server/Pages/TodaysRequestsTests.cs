using Aqueduct.Server.Pages.Today;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.Tests.Server.Pages;

public sealed class TodaysRequestsTests
{
    private readonly FakeTimeProvider clock = new(new(2026, 11, 23, 22, 30, 0, TimeSpan.Zero));

    [Fact]
    public void Requests_of_GitLab_are_counted_by_hour_and_other_ones_not()
    {
        var today = new TodaysRequests(clock);
        today.Count("/webhooks/gitlab", 204);
        today.Count("/webhooks/gitlab", 401);
        today.Count("/", 200);
        clock.Advance(TimeSpan.FromHours(1));
        today.Count("/v1/amazon_q/events", 204);

        today.Read().TakeLast(2).ShouldBe([new(22, 1, 1), new(23, 1, 0)]);
        today.Total(RequestKind.Deliveries).ShouldBe(2);
    }

    [Fact]
    public void A_new_day_begins_with_nothing()
    {
        var today = new TodaysRequests(clock);
        today.Count("/webhooks/gitlab", 204);

        clock.Advance(TimeSpan.FromHours(2));

        today.Read().ShouldBe([new(0, 0, 0)]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 5)]
    [InlineData(10, 10)]
    [InlineData(11, 20)]
    [InlineData(1_000_000, 1_000_000)]
    public void The_scale_ends_with_a_round_number_not_below_the_most(int most, int end) => TodayChart.Ceiling(most).ShouldBe(end);
}
