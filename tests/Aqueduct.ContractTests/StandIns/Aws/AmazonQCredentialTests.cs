using Aqueduct.ContractTests.Connections;
using Aqueduct.ContractTests.Tools;
using Aqueduct.StandIns.Aws.AmazonQ;

namespace Aqueduct.ContractTests.StandIns.Aws;

/// <summary>What Amazon Q says of the credentials it was given is what GitLab says of them.</summary>
public sealed class AmazonQCredentialTests : IAsyncLifetime
{
    private readonly ThrowawayCa ca = new();
    private SmallGitLab gitLab = null!;
    private AmazonQWorld world = null!;
    private AwsEnvironment session = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        gitLab = await SmallGitLab.StartAsync(ca.Issue(SmallGitLab.Host), Cancelled);
        world = await AmazonQWorld.StartAsync(Cancelled, ca.RootFile, gitLab.ConnectTo);
        Connect(gitLab.ClientSecret);
        session = world.Session("Duo");
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await gitLab.DisposeAsync();
        ca.Dispose();
    }

    [Fact]
    public async Task A_code_is_redeemed_as_soon_as_it_is_given_and_lets_Amazon_Q_in()
    {
        (await GiveAsync(gitLab.GiveCode())).ShouldBe("PASSED ");
        gitLab.Requests.ShouldContain("POST /oauth/token");
    }

    [Fact]
    public async Task The_same_code_given_again_is_not_redeemed_again()
    {
        var code = gitLab.GiveCode();
        await GiveAsync(code);

        (await GiveAsync(code)).ShouldBe("PASSED ");
        gitLab.Requests.Count(r => r == "POST /oauth/token").ShouldBe(1);
    }

    [Fact]
    public async Task A_code_GitLab_never_gave_fails() =>
        (await GiveAsync("made-up")).ShouldBe("FAILED GitLab does not take the authorization code or the application's secret (HTTP 400, invalid_grant).");

    [Fact]
    public async Task A_wrong_secret_fails()
    {
        Connect("lost");
        (await GiveAsync(gitLab.GiveCode())).ShouldBe("FAILED GitLab does not take the authorization code or the application's secret (HTTP 401, invalid_client).");
    }

    [Fact]
    public async Task A_redirect_URL_that_differs_fails()
    {
        var code = gitLab.GiveCode();
        gitLab.RedirectUri = "https://elsewhere.example.test";
        Connect(gitLab.ClientSecret);
        (await GiveAsync(code)).ShouldStartWith("FAILED ");
    }

    [Fact]
    public async Task Ended_tokens_are_renewed_and_revoked_ones_fail()
    {
        gitLab.TokenLifetime = TimeSpan.FromMinutes(1);
        await GiveAsync(gitLab.GiveCode());
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        (await VerifyAsync()).ShouldBe("PASSED ");
        gitLab.Requests.Count(r => r == "POST /oauth/token").ShouldBe(2);
        gitLab.RevokeEverything();
        (await VerifyAsync()).ShouldBe("FAILED GitLab refuses the token of the application (HTTP 401).");
    }

    private void Connect(string secret) => world.StandIn.World.Change(state => state.AmazonQ.In("us-east-1").Connection = new OAuthAppConnection
    {
        ClientId = SmallGitLab.ClientId, ClientSecret = secret, InstanceUrl = SmallGitLab.Url, RedirectUrl = gitLab.RedirectUri,
    });

    private async Task<string> GiveAsync(string code)
    {
        var given = await new Boto3(session).RunAsync($"""show(call(client("qdeveloperintegration"), "create_auth_grant", code="{code}"))""", Cancelled);
        given[0].ShouldBeOk();
        return await VerifyAsync();
    }

    private async Task<string> VerifyAsync()
    {
        var shown = await new Boto3(session).RunAsync("""show(call(client("qdeveloperintegration"), "verify_o_auth_app_connection"))""", Cancelled);
        var check = shown[0].ShouldBeOk()["response"]!["GITLAB_CREDENTIAL_VALIDITY"]!;
        return $"{check["status"]} {check["message"]}";
    }
}
