using System.Net;
using Aqueduct.ContractTests.Setup;
using Aqueduct.Setup.Connections;
using Aqueduct.StandIns.Aws.Rehearsal;

namespace Aqueduct.ContractTests.Connections;

public sealed class ConsentOverHttpTests : IAsyncLifetime
{
    private const string Callback = $"https://{PublishedIssuer.Host}/connection/callback";

    private ServedWorld world = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => world = await ServedWorld.StartAsync();

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task One_click_at_GitLab_completes_the_connection()
    {
        var connected = await world.ConnectAsync();
        connected.Status.State.ShouldBe(ConnectionState.Incomplete);
        var callback = await world.FollowAsync(connected.ConsentUrl!);

        using var page = await world.Browser.GetAsync(callback, Cancelled);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync(Cancelled)).ShouldContain("<h1>Amazon Q is connected</h1>");
        (await world.Connection.VerifyAsync(Cancelled)).Passed.ShouldBeTrue();
        var shown = await world.Connection.ShowAsync(Cancelled);
        shown.State.ShouldBe(ConnectionState.Connected);
        var correlationId = page.Headers.GetValues("X-Request-Id").Single();
        (shown.LastCall!.Route, shown.LastCall.Status, shown.LastCall.CorrelationId).ShouldBe(("/connection/callback", 200, correlationId));
        world.Log.ShouldContain($"Information 1301 Connection call /connection/callback answered 200, correlation ID {correlationId} ");
        var code = callback.Query.Split("code=")[1].Split('&')[0];
        world.Log.ShouldAllBe(line => !line.Contains(code, StringComparison.Ordinal) && !line.Contains(world.GitLab.ClientSecret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_is_plain_and_closed_to_everything_else()
    {
        using var page = await world.Browser.GetAsync(Callback, Cancelled);

        page.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        page.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        page.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"]);
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        var html = await page.Content.ReadAsStringAsync(Cancelled);
        html.ShouldContain("""<html lang="en">""");
        html.ShouldContain("<title>This is not a consent - Aqueduct</title>");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("style");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=abc")]
    [InlineData("?code=abc&state=made-up")]
    [InlineData("?code=&state=made-up")]
    [InlineData("?code=abc&code=def&state=made-up")]
    [InlineData("?error=access_denied&error_description=%3Cb%3Ehello&state=made-up")]
    public async Task Without_a_state_of_ours_nothing_happens(string query)
    {
        await world.ConnectAsync();
        var before = world.Aws.Requests.Count;

        using var page = await world.Browser.GetAsync(Callback + query, Cancelled);

        page.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await page.Content.ReadAsStringAsync(Cancelled)).ShouldNotContain("hello");
        world.Aws.Requests.Count.ShouldBe(before);
        (await world.Connection.ShowAsync(Cancelled)).LastCall.ShouldBeNull();
    }

    [Fact]
    public async Task A_link_is_good_for_one_of_two_who_come_at_once()
    {
        var callback = await world.FollowAsync((await world.ConnectAsync()).ConsentUrl!);

        var pages = await Task.WhenAll(world.Browser.GetAsync(callback, Cancelled), world.Browser.GetAsync(callback, Cancelled));

        pages.Select(p => p.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.BadRequest]);
        world.Aws.Requests.Count(r => r.Operation is "CreateAuthGrant").ShouldBe(1);
    }

    [Fact]
    public async Task A_newer_link_ends_the_one_before()
    {
        var earlier = await world.FollowAsync((await world.ConnectAsync()).ConsentUrl!);
        var newer = await world.FollowAsync((await world.ConnectAsync()).ConsentUrl!);

        (await world.Browser.GetAsync(earlier, Cancelled)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await world.Browser.GetAsync(newer, Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_Amazon_Q_cannot_redeem_is_not_called_connected()
    {
        var connected = await world.ConnectAsync();
        var state = connected.ConsentUrl!.Split("&state=")[1].Split('&')[0];

        using var page = await world.Browser.GetAsync($"{Callback}?code=made-up&state={state}", Cancelled);

        page.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await page.Content.ReadAsStringAsync(Cancelled)).ShouldContain("<code>aqueduct connection connect</code>");
        var shown = await world.Connection.ShowAsync(Cancelled);
        (shown.State, shown.LastCall!.Status).ShouldBe((ConnectionState.Incomplete, 502));
    }

    [Fact]
    public async Task Amazon_Q_out_of_order_is_told_with_what_to_do()
    {
        var callback = await world.FollowAsync((await world.ConnectAsync()).ConsentUrl!);
        world.Aws.Faults.Add(new(FaultKind.Fail, "CreateAuthGrant", times: 4));

        using var page = await world.Browser.GetAsync(callback, Cancelled);

        page.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await world.Connection.ShowAsync(Cancelled)).State.ShouldBe(ConnectionState.Incomplete);
    }
}
