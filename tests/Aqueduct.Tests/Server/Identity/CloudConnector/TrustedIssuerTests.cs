using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aqueduct.Server.Identity.CloudConnector;

namespace Aqueduct.Tests.Server.Identity.CloudConnector;

/// <summary>Where the keys come from, and when.</summary>
public sealed class TrustedIssuerTests : IDisposable
{
    private readonly CloudConnectorWorld world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_key_is_found_by_its_first_token()
    {
        (await world.VerifyAsync(world.Portal.Token())).ShouldBeNull();
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        world.Portal.Publish(SigningPair.First, SigningPair.Second);
        world.Portal.Key = SigningPair.Second;

        (await world.VerifyAsync(world.Portal.Token())).ShouldBeNull();
        world.Fetches.ShouldBe(2);
    }

    [Fact]
    public async Task Unknown_keys_make_us_ask_every_30_seconds_at_most()
    {
        (await world.VerifyAsync(world.Portal.Token())).ShouldBeNull();
        world.Portal.Key = SigningPair.Second;
        world.Clock.Advance(TimeSpan.FromSeconds(29));
        for (var i = 0; i < 20; i++)
            (await world.VerifyAsync(world.Portal.Token())).ShouldBe(CloudConnectorRefusal.UnknownKey);
        world.Fetches.ShouldBe(1);

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 20; i++)
            (await world.VerifyAsync(world.Portal.Token())).ShouldBe(CloudConnectorRefusal.UnknownKey);
        world.Fetches.ShouldBe(2);
    }

    [Fact]
    public async Task Callers_share_one_fetch()
    {
        var answer = new TaskCompletionSource();
        world.Answering = answer.Task;

        var calls = Enumerable.Range(0, 20).Select(_ => world.VerifyAsync(world.Portal.Token())).ToList();
        answer.SetResult();

        (await Task.WhenAll(calls)).ShouldAllBe(r => r == null);
        world.Fetches.ShouldBe(1);
    }

    [Fact]
    public async Task A_known_key_never_waits()
    {
        (await world.VerifyAsync(world.Portal.Token())).ShouldBeNull();
        world.Clock.Advance(TimeSpan.FromDays(2));
        world.Answering = new TaskCompletionSource().Task;
        var refresh = world.Issuers.RefreshIfDueAsync();

        var verdict = world.Tokens.VerifyAsync(world.Portal.Token(), Cancellation);

        verdict.IsCompleted.ShouldBeTrue();
        (await verdict).TryGet(out _, out _).ShouldBeTrue();
        refresh.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_caller_who_leaves_does_not_end_the_fetch_of_others()
    {
        var answer = new TaskCompletionSource();
        world.Answering = answer.Task;
        using var leaving = new CancellationTokenSource();

        var first = world.Tokens.VerifyAsync(world.Portal.Token(), leaving.Token).AsTask();
        var second = world.VerifyAsync(world.Portal.Token());
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        answer.SetResult();

        (await second).ShouldBeNull();
    }

    [Fact]
    public async Task The_last_good_keys_stay_while_the_issuer_is_gone()
    {
        (await world.VerifyAsync(world.Portal.Token())).ShouldBeNull();
        world.Reachable = false;
        world.Clock.Advance(TimeSpan.FromDays(30));

        await world.Issuers.RefreshIfDueAsync();

        (await world.VerifyAsync(world.Portal.Token())).ShouldBeNull();
    }

    [Fact]
    public async Task Without_keys_a_token_is_refused_until_there_are_some()
    {
        world.Reachable = false;
        (await world.VerifyAsync(world.Portal.Token())).ShouldBe(CloudConnectorRefusal.NoKeys);

        world.Reachable = true;
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        await world.Issuers.RefreshIfDueAsync();

        (await world.VerifyAsync(world.Portal.Token())).ShouldBeNull();
    }

    [Fact]
    public async Task One_issuer_that_is_silent_does_not_hold_up_another()
    {
        world.GitLab.Discovery = "<html>";

        await world.Issuers.RefreshIfDueAsync();

        (await world.VerifyAsync(world.Portal.Token())).ShouldBeNull();
        (await world.VerifyAsync(world.GitLab.Token())).ShouldBe(CloudConnectorRefusal.NoKeys);
    }

    [Fact]
    public async Task An_issuer_has_ten_seconds()
    {
        world.Answering = new TaskCompletionSource().Task;
        var verdict = world.VerifyAsync(world.Portal.Token());
        while (!verdict.IsCompleted) // the fetch starts its clock on another thread
        {
            world.Clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        (await verdict).ShouldBe(CloudConnectorRefusal.NoKeys);
    }

    [Theory]
    [InlineData(null, 24)]
    [InlineData(0, 1)]
    [InlineData(2, 2)]
    [InlineData(1000, 24)]
    public async Task Keys_are_fetched_again_after_their_max_age_within_an_hour_and_a_day(int? maxAgeHours, int hours)
    {
        world.MaxAge = maxAgeHours is { } asked ? TimeSpan.FromHours(asked) : null;
        await world.Issuers.RefreshIfDueAsync();

        world.Clock.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromSeconds(1));
        await world.Issuers.RefreshIfDueAsync();
        world.Fetches.ShouldBe(1);

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Issuers.RefreshIfDueAsync();
        world.Fetches.ShouldBe(2);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"issuer":"https://customers.gitlab.com/","jwks_uri":"https://customers.gitlab.com/keys"}""")]
    [InlineData("""{"issuer":"https://gitlab.example.com","jwks_uri":"https://customers.gitlab.com/keys"}""")]
    [InlineData("""{"issuer":"https://customers.gitlab.com","jwks_uri":"http://customers.gitlab.com/keys"}""")]
    [InlineData("""{"issuer":"https://customers.gitlab.com","jwks_uri":"http://127.0.0.1/keys"}""")]
    [InlineData("""{"issuer":"https://customers.gitlab.com","jwks_uri":"file:///keys"}""")]
    [InlineData("""{"issuer":"https://customers.gitlab.com","jwks_uri":"keys"}""")]
    [InlineData("""{"issuer":"https://customers.gitlab.com","jwks_uri":7}""")]
    [InlineData("""{"issuer":"\ud800"}""")]
    public async Task A_discovery_document_that_is_not_the_issuers_gives_no_keys(string document)
    {
        world.Portal.Discovery = document;

        (await world.VerifyAsync(world.Portal.Token())).ShouldBe(CloudConnectorRefusal.NoKeys);
    }

    [Theory]
    [InlineData("kty", "\"oct\"")]
    [InlineData("use", "\"enc\"")]
    [InlineData("alg", "\"RS512\"")]
    [InlineData("kid", null)]
    [InlineData("n", "\"!\"")]
    [InlineData("n", "\"\"")]
    [InlineData("e", null)]
    [InlineData("e", "\"\"")]
    [InlineData("e", "\"AQ\"")]
    [InlineData("e", "\"Ag\"")]
    [InlineData("e", "\"AQAAAAAB\"")]
    public async Task A_key_for_something_else_is_none(string member, string? json)
    {
        var jwk = SigningPair.First.Jwk;
        jwk[member] = json is null ? null : JsonNode.Parse(json);
        world.Portal.Jwks = new JsonObject { ["keys"] = new JsonArray(jwk, "text", SigningPair.Second.Jwk) };

        (await world.VerifyAsync(world.Portal.Token())).ShouldBe(CloudConnectorRefusal.UnknownKey);
    }

    [Fact]
    public async Task An_RSA_key_of_less_than_2048_bits_is_none()
    {
        using var weak = RSA.Create(1024);
        world.Portal.Key = new SigningPair("weak", weak);
        world.Portal.Publish(world.Portal.Key, SigningPair.First);

        (await world.VerifyAsync(world.Portal.Token())).ShouldBe(CloudConnectorRefusal.UnknownKey);
    }

    [Fact]
    public async Task A_set_without_a_usable_key_does_not_replace_a_good_one()
    {
        (await world.VerifyAsync(world.Portal.Token())).ShouldBeNull();
        world.Portal.Jwks = new JsonObject { ["keys"] = new JsonArray() };
        world.Clock.Advance(TimeSpan.FromDays(2));

        await world.Issuers.RefreshIfDueAsync();

        (await world.VerifyAsync(world.Portal.Token())).ShouldBeNull();
        world.Fetches.ShouldBe(2);
    }

    [Fact]
    public async Task An_outage_is_one_line_in_the_log()
    {
        (await world.VerifyAsync(world.Portal.Token())).ShouldBeNull();
        for (var outage = 0; outage < 2; outage++)
        {
            world.Reachable = false;
            world.Clock.Advance(TimeSpan.FromDays(2));
            for (var i = 0; i < 5; i++)
            {
                await world.Issuers.RefreshIfDueAsync();
                world.Clock.Advance(TimeSpan.FromSeconds(30));
            }

            world.Reachable = true;
            await world.Issuers.RefreshIfDueAsync();
        }

        world.Log.Where(l => l.Contains(world.Portal.Name, StringComparison.Ordinal)).ShouldBe(Enumerable.Repeat(
            "The keys of token issuer https://customers.gitlab.com could not be fetched: Connection refused; keys still in use: 1", 2));
    }

    [Fact]
    public async Task A_huge_key_set_is_not_read()
    {
        world.Portal.Jwks = new JsonObject { ["keys"] = new JsonArray(SigningPair.First.Jwk), ["padding"] = new string('x', 256 * 1024) };

        (await world.VerifyAsync(world.Portal.Token())).ShouldBe(CloudConnectorRefusal.NoKeys);
    }

    public void Dispose() => world.Dispose();
}
