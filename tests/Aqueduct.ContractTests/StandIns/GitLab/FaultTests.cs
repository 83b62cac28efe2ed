using System.Net;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab;
using Aqueduct.StandIns.GitLab.Rehearsal;

namespace Aqueduct.ContractTests.StandIns.GitLab;

public sealed class FaultTests
{
    private static readonly JsonObject NewApplication = new() { ["name"] = "App", ["redirect_uri"] = "https://a.example.test", ["scopes"] = "api" };

    [Fact]
    public async Task Throttling_tells_when_to_come_back_and_executes_nothing()
    {
        await using var gitLab = await GitLabClient.StartAsync();
        gitLab.StandIn.Faults.Add(new GitLabFault(GitLabFaultKind.Throttle, "GET /version", nth: 2, seconds: 7));

        var first = await SendAsync(gitLab, HttpMethod.Get, "/api/v4/version");
        var second = await SendAsync(gitLab, HttpMethod.Get, "/api/v4/version");
        var third = await SendAsync(gitLab, HttpMethod.Get, "/api/v4/version");

        (first.StatusCode, second.StatusCode, third.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK));
        (second.Headers.RetryAfter!.Delta, second.Headers.GetValues("RateLimit-Remaining").Single()).ShouldBe((TimeSpan.FromSeconds(7), "0"));
    }

    [Fact]
    public async Task A_bad_gateway_answers_with_a_page()
    {
        await using var gitLab = await GitLabClient.StartAsync();
        gitLab.StandIn.Faults.Add(new GitLabFault(GitLabFaultKind.BadGateway, "*"));

        var answer = await SendAsync(gitLab, HttpMethod.Get, "/api/v4/version");

        (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.BadGateway, "text/html"));
    }

    [Fact]
    public async Task A_dropped_answer_leaves_the_change_behind()
    {
        await using var gitLab = await GitLabClient.StartAsync();
        gitLab.StandIn.Faults.Add(new GitLabFault(GitLabFaultKind.Drop, "POST /applications"));

        await Should.ThrowAsync<HttpRequestException>(() => gitLab.RestAsync("POST", "/applications", body: NewApplication));

        (await gitLab.RestAsync("GET", "/applications")).Body!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_held_answer_comes_when_it_is_let_go()
    {
        await using var gitLab = await GitLabClient.StartAsync();
        var held = gitLab.StandIn.Faults.Add(new GitLabFault(GitLabFaultKind.Hold, "POST /applications"));

        var calling = gitLab.RestAsync("POST", "/applications", body: NewApplication);
        await held.Reached.WaitAsync(TestContext.Current.CancellationToken);
        (await gitLab.RestAsync("GET", "/applications")).Body!.AsArray().Count.ShouldBe(1);
        calling.IsCompleted.ShouldBeFalse();
        gitLab.StandIn.Faults.Clear();

        (await calling).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Faults_and_requests_are_there_over_HTTP_too()
    {
        await using var gitLab = await GitLabClient.StartAsync();
        var put = new HttpRequestMessage(HttpMethod.Put, "/_standin/faults") { Content = new StringContent("""{"kind":"Throttle","route":"GET /user","seconds":3}""") };
        var id = (await GitLabClient.ReadAsync(await gitLab.SendAsync(put))).Body!["id"]!.ToString();

        (await gitLab.RestAsync("GET", "/version", "dana")).Status.ShouldBe(200);
        (await SendAsync(gitLab, HttpMethod.Get, "/api/v4/user")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        (await GitLabClient.ReadAsync(await gitLab.GetAsync($"/_standin/faults/{id}/reached"))).Body!["isReached"]!.GetValue<bool>().ShouldBeTrue();
        var requests = (await GitLabClient.ReadAsync(await gitLab.GetAsync("/_standin/requests"))).Body!.AsArray();
        requests.Select(r => (r!["route"]!.ToString(), r["user"]?.ToString(), (int)r["status"]!)).ShouldBe([("GET /version", "dana", 200), ("GET /user", null, 429)]);
    }

    [Fact]
    public async Task A_limit_counts_per_caller_and_refuses_beyond_it()
    {
        await using var gitLab = await GitLabClient.StartAsync(new GitLabStandInOptions { Urls = ["http://127.0.0.1:0"], RateLimitPerMinute = 1, Clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider() });

        var first = await SendAsync(gitLab, HttpMethod.Get, "/api/v4/version");
        var second = await SendAsync(gitLab, HttpMethod.Get, "/api/v4/version");

        (first.StatusCode, first.Headers.GetValues("RateLimit-Limit").Single(), second.StatusCode).ShouldBe((HttpStatusCode.OK, "1", HttpStatusCode.TooManyRequests));
    }

    private static Task<HttpResponseMessage> SendAsync(GitLabClient gitLab, HttpMethod method, string path) =>
        gitLab.SendAsync(new HttpRequestMessage(method, path) { Headers = { { "PRIVATE-TOKEN", "glpat-standin-root" } } });
}
