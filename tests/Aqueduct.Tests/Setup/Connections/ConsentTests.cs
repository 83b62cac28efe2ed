using Aqueduct.Setup.Connections;

namespace Aqueduct.Tests.Setup.Connections;

public sealed class ConsentTests
{
    [Fact]
    public async Task The_link_asks_GitLab_for_a_code_that_Amazon_Q_can_redeem()
    {
        using var amazonQ = Unconnected();

        var outcome = await amazonQ.ConnectAsync();

        var state = StateOf(outcome);
        state.Length.ShouldBe(64);
        outcome.ConsentUrl.ShouldBe(
            "https://gitlab.example.test/oauth/authorize?client_id=app&redirect_uri=https%3A%2F%2Faqueduct.example.test%2Fconnection%2Fcallback"
            + $"&response_type=code&state={state}&scope=api%20read_repository%20write_repository");
        outcome.ConsentUntil.ShouldBe(amazonQ.Clock.GetUtcNow().AddMinutes(10));
        (await amazonQ.GetAsync("connection.consent", Cancelled))!.ShouldNotContain(state);
    }

    [Theory]
    [InlineData(599, null)]
    [InlineData(600, "consent-link-ended")]
    public async Task The_link_lives_ten_minutes(int seconds, string? refusal)
    {
        using var amazonQ = Unconnected();
        var state = StateOf(await amazonQ.ConnectAsync());
        amazonQ.Clock.Advance(TimeSpan.FromSeconds(seconds));

        (await ConsentAsync(amazonQ, state)).ShouldBe(refusal);
    }

    [Fact]
    public async Task The_link_is_used_up_even_by_a_code_that_is_refused()
    {
        using var amazonQ = Unconnected();
        var state = StateOf(await amazonQ.ConnectAsync());
        amazonQ.Answer("CreateAuthGrant", "ValidationException/other: no such code");

        (await ConsentAsync(amazonQ, state)).ShouldBe("connection-invalid");
        (await ConsentAsync(amazonQ, state)).ShouldBe("consent-link-ended");
        amazonQ.Calls.Count(c => c is "CreateAuthGrant").ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_state_does_not_use_up_the_link()
    {
        using var amazonQ = Unconnected();
        var state = StateOf(await amazonQ.ConnectAsync());

        (await ConsentAsync(amazonQ, state[..^1])).ShouldBe("consent-link-ended");
        (await ConsentAsync(amazonQ, state)).ShouldBeNull();
    }

    [Fact]
    public async Task After_a_disconnect_the_link_is_of_no_use()
    {
        using var amazonQ = Unconnected();
        var state = StateOf(await amazonQ.ConnectAsync());
        await amazonQ.Open().DisconnectAsync(Cancelled);

        (await ConsentAsync(amazonQ, state)).ShouldBe("consent-link-ended");
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static ScriptedAmazonQ Unconnected() => ScriptedAmazonQ.SetUp().Answer("VerifyOAuthAppConnection", "ResourceNotFoundException: none",
        """{"response":{"GITLAB_INSTANCE_REACHABILITY":{"status":"PASSED"},"GITLAB_CREDENTIAL_VALIDITY":{"status":"PASSED"}}}""");

    private static string StateOf(ConnectionOutcome outcome) => outcome.ConsentUrl!.Split("&state=")[1].Split('&')[0];

    private static async Task<string?> ConsentAsync(ScriptedAmazonQ amazonQ, string state) =>
        (await amazonQ.Open().ConsentAsync("code", state, Cancelled)).TryGet(out _, out var failures) ? null : failures[0].Code;
}
