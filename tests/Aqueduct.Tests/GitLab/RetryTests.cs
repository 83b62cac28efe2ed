using Aqueduct.GitLab;
using Aqueduct.GitLab.Calling;

namespace Aqueduct.Tests.GitLab;

public sealed class RetryTests
{
    private const string User = """{"id":7,"username":"q","name":"Q","state":"active"}""";
    private const string Created = """{"id":1,"application_id":"client","secret":"gloas"}""";
    private static readonly Func<HttpResponseMessage> BadGateway = GitLabWire.Answer(502, "<html></html>", "text/html");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_is_repeated_after_a_fault_that_passes()
    {
        using var wire = new GitLabWire(BadGateway, GitLabWire.Throw(new HttpRequestException(HttpRequestError.ResponseEnded)), GitLabWire.Answer(200, User));

        (await wire.Client.Users.GetAsync(7, Cancelled)).TryGet(out var user, out _).ShouldBeTrue();

        user!.Username.ShouldBe("q");
        wire.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_read_is_given_up_after_four_attempts()
    {
        using var wire = new GitLabWire(BadGateway);

        (await wire.FailureAsync()).Kind.ShouldBe(GitLabFailureKind.ServerFault);

        wire.Calls.Count.ShouldBe(Retries.Most + 1);
    }

    [Fact]
    public async Task A_change_of_unknown_outcome_is_not_repeated()
    {
        using var wire = new GitLabWire(BadGateway);

        var failure = (await wire.Client.Applications.CreateAsync("n", "https://r", ["api"], true, Cancelled)).Failure!;

        failure.MayBeExecuted.ShouldBeTrue();
        wire.Calls.ShouldBe(["POST /git/api/v4/applications"]);
    }

    [Fact]
    public async Task A_change_that_never_left_is_repeated()
    {
        using var wire = new GitLabWire(GitLabWire.Throw(new HttpRequestException(HttpRequestError.ConnectionError)), GitLabWire.Answer(201, Created));

        (await wire.Client.Applications.CreateAsync("n", "https://r", ["api"], true, Cancelled)).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_limited_change_is_repeated_when_GitLab_says()
    {
        using var wire = new GitLabWire(GitLabWire.Answer(429, "Retry later\n", "text/plain", ("Retry-After", "37")), GitLabWire.Answer(201, Created));

        (await wire.Client.Applications.CreateAsync("n", "https://r", ["api"], true, Cancelled)).Failure.ShouldBeNull();

        wire.Clock.Waits.ShouldBe([TimeSpan.FromSeconds(37)]);
    }

    [Fact]
    public async Task Nobody_waits_for_longer_than_a_minute()
    {
        using var wire = new GitLabWire(GitLabWire.Answer(429, "Retry later\n", "text/plain", ("Retry-After", "61")));

        var failure = await wire.FailureAsync();

        (failure.Kind, failure.RetryAfter).ShouldBe((GitLabFailureKind.RateLimited, TimeSpan.FromSeconds(61)));
        wire.Calls.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void The_back_off_grows_under_a_ceiling(int retry, double seconds) =>
        Retries.DelayBefore(retry, new(GitLabFailureKind.ServerFault, "GET /", "") { MayBeExecuted = true }, isRepeatable: true, chance: 1)
            .ShouldBe(TimeSpan.FromSeconds(seconds));
}
