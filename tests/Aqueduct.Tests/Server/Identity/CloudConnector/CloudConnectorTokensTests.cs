using System.Text.Json.Nodes;
using Aqueduct.Server.Identity.CloudConnector;

namespace Aqueduct.Tests.Server.Identity.CloudConnector;

public sealed class CloudConnectorTokensTests : IDisposable
{
    private readonly CloudConnectorWorld world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_of_GitLabs_customer_portal_is_believed_and_read()
    {
        var verdict = await world.Tokens.VerifyAsync(world.Portal.Token(c => c["gitlab_instance_id"] = "7"), Cancellation);

        verdict.TryGet(out var token, out _).ShouldBeTrue();
        token!.Issuer.ShouldBe("https://customers.gitlab.com");
        (token.Subject, token.InstanceUid, token.InstanceId, token.Realm).ShouldBe((IssuerWorld.Uid, IssuerWorld.Uid, "7", "self-managed"));
        token.Scopes.ShouldBe(["amazon_q_integration", "duo_chat"], ignoreOrder: true);
        token.ExpiresAt.ShouldBe(world.Clock.GetUtcNow().AddHours(1));
    }

    [Fact]
    public async Task A_token_GitLab_signed_itself_is_believed() =>
        (await world.VerifyAsync(world.GitLab.Token())).ShouldBeNull();

    [Fact]
    public async Task The_audience_may_be_one_of_a_list() =>
        (await world.VerifyAsync(world.Portal.Token(c => c["aud"] = new JsonArray("other", "gitlab-ai-gateway")))).ShouldBeNull();

    [Fact]
    public async Task Without_a_claim_of_its_own_the_instance_is_the_subject() =>
        (await world.VerifyAsync(world.Portal.Token(c => c.Remove("gitlab_instance_uid")))).ShouldBeNull();

    [Fact]
    public async Task Realm_scopes_and_times_before_the_end_may_be_missing() =>
        (await world.VerifyAsync(world.Portal.Token(c => { c.Remove("gitlab_realm"); c.Remove("scopes"); c.Remove("iat"); c.Remove("nbf"); }))).ShouldBeNull();

    [Fact]
    public async Task Clocks_may_be_less_than_a_minute_apart()
    {
        var token = world.Portal.Token();

        world.Clock.Advance(TimeSpan.FromSeconds(3600 + 59));
        (await world.VerifyAsync(token)).ShouldBeNull();
        var now = world.Clock.GetUtcNow().ToUnixTimeSeconds();
        (await world.VerifyAsync(world.Portal.Token(c => (c["nbf"], c["iat"]) = (now + 60, now + 60)))).ShouldBeNull();
    }

    [Fact]
    public async Task A_remembered_token_ends_on_time()
    {
        var token = world.Portal.Token();
        (await world.VerifyAsync(token)).ShouldBeNull();

        world.Clock.Advance(TimeSpan.FromSeconds(3600 + 60));

        (await world.VerifyAsync(token)).ShouldBe(CloudConnectorRefusal.Expired);
    }

    [Fact]
    public async Task A_remembered_token_of_an_instance_that_is_ours_no_more_is_refused()
    {
        var token = world.Portal.Token();
        (await world.VerifyAsync(token)).ShouldBeNull();

        world.Instances.Clear();

        (await world.VerifyAsync(token)).ShouldBe(CloudConnectorRefusal.Instance);
    }

    [Fact]
    public async Task A_remembered_token_is_refused_once_its_key_left_the_set()
    {
        var token = world.Portal.Token();
        (await world.VerifyAsync(token)).ShouldBeNull();

        world.Portal.Publish(SigningPair.Second);
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        world.Portal.Key = SigningPair.Second;
        (await world.VerifyAsync(world.Portal.Token())).ShouldBeNull();

        (await world.VerifyAsync(token)).ShouldBe(CloudConnectorRefusal.UnknownKey);
    }

    [Fact]
    public async Task A_remembered_token_is_not_verified_again()
    {
        var token = world.Portal.Token();

        var first = await world.Tokens.VerifyAsync(token, Cancellation);
        var second = await world.Tokens.VerifyAsync(token, Cancellation);

        first.TryGet(out var verified, out _);
        second.TryGet(out var remembered, out _);
        remembered.ShouldBeSameAs(verified);
    }

    [Fact]
    public async Task A_token_is_remembered_whole()
    {
        var token = world.Portal.Token();
        (await world.VerifyAsync(token)).ShouldBeNull();

        var other = token[..^3] + (token[^3] == 'A' ? 'B' : 'A') + token[^2..];

        (await world.VerifyAsync(other)).ShouldBe(CloudConnectorRefusal.Signature);
    }

    public void Dispose() => world.Dispose();
}
