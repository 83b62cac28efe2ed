using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Tools;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.ContractTests.StandIns.Aws;

public sealed class WebIdentityTests(WebIdentityWorld world) : IClassFixture<WebIdentityWorld>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    public async Task A_token_is_exchanged_for_a_session_of_twelve_hours(string algorithm)
    {
        AwsCli.Require();
        var before = TimeProvider.System.GetUtcNow();
        var answer = (await AssumeAsync(new AwsEnvironment(world.StandIn.Url), world.Issuer.Token(WebIdentityWorld.Audience, algorithm: algorithm))).Json;

        answer["AssumedRoleUser"]!["Arn"]!.GetValue<string>().ShouldBe("arn:aws:sts::111122223333:assumed-role/Duo/gitlab");
        answer["AssumedRoleUser"]!["AssumedRoleId"]!.GetValue<string>().ShouldBe("AROASTANDINDUO:gitlab");
        answer["SubjectFromWebIdentityToken"]!.GetValue<string>().ShouldBe("1:setup");
        answer["Audience"]!.GetValue<string>().ShouldBe(WebIdentityWorld.Audience);
        answer["Provider"]!.GetValue<string>().ShouldBe("arn:aws:iam::111122223333:oidc-provider/issuer.example.test/cc/oidc/1");
        answer["PackedPolicySize"]!.GetValue<int>().ShouldBe(0);
        answer["Credentials"]!["AccessKeyId"]!.GetValue<string>().ShouldMatch(@"\AASIA[A-Z2-7]{16}\z");
        answer["Credentials"]!["Expiration"]!.GetValue<DateTimeOffset>()
            .ShouldBeInRange(before.AddHours(12).AddSeconds(-1), TimeProvider.System.GetUtcNow().AddHours(12)); // whole seconds
    }

    [Fact]
    public async Task The_call_is_unsigned_even_where_the_client_has_keys_nobody_knows()
    {
        AwsCli.Require();
        var strange = new AwsEnvironment(world.StandIn.Url) { AccessKeyId = "AKIANOBODYKNOWSTHIS0", SecretAccessKey = "x", SessionToken = "y" };

        (await AssumeAsync(strange, world.Issuer.Token(WebIdentityWorld.Audience))).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_session_is_known_to_STS_and_may_do_what_its_role_may()
    {
        AwsCli.Require();
        Boto3.Require();
        var session = await SessionAsync(world.StandIn.Url, "Duo");

        var shown = await new Boto3(session).RunAsync(
            """
            show(call(client("sts"), "get_caller_identity"))
            show(call(client("iam"), "get_role", RoleName="Duo"))
            """, CancellationToken);

        shown[0]!["Arn"]!.GetValue<string>().ShouldBe("arn:aws:sts::111122223333:assumed-role/Duo/gitlab");
        shown[0]!["UserId"]!.GetValue<string>().ShouldBe("AROASTANDINDUO:gitlab");
        shown[0]!["Account"]!.GetValue<string>().ShouldBe("111122223333");
        shown[1]!["Code"]!.GetValue<string>().ShouldBe("AccessDenied");
        shown[1]!["Message"]!.GetValue<string>().ShouldStartWith(
            "User: arn:aws:sts::111122223333:assumed-role/Duo/gitlab is not authorized to perform: iam:GetRole on resource: arn:aws:iam::111122223333:role/Duo");
    }

    [Fact]
    public async Task A_caller_whose_clock_is_wrong_is_refused()
    {
        AwsCli.Require();
        await using var ahead = await world.StartAsync(new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(16)), CancellationToken);

        var refused = await new AwsCli(new AwsEnvironment(ahead.Url)).RunAsync(CancellationToken, "sts", "get-caller-identity");

        refused.AwsError.Code.ShouldBe("SignatureDoesNotMatch");
        refused.AwsError.Message.ShouldStartWith("Signature expired: ");
        ahead.Requests.Single().Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_session_policy_restricts_the_session_below_its_role()
    {
        AwsCli.Require();
        Boto3.Require();
        var session = await SessionAsync(
            world.StandIn.Url, "Duo", "--policy", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"q:SendEvent","Resource":"*"}}""");

        var shown = await new Boto3(session with { DataPath = AwsModels.Path }).RunAsync(
            """
            q = client("qdeveloperintegration")
            show(call(q, "verify_o_auth_app_connection"))
            show(call(q, "send_event", providerId="GITLAB", eventId="Quick Action", eventVersion="1.0", event=b"{}"))
            """, CancellationToken);

        shown[0]!["Code"]!.GetValue<string>().ShouldBe("AccessDeniedException");
        shown[1]!["Code"]!.GetValue<string>().ShouldBe("ResourceNotFoundException");
    }

    private async Task<AwsEnvironment> SessionAsync(Uri url, string role, params string[] more)
    {
        var credentials = (await AssumeAsync(new AwsEnvironment(url), world.Issuer.Token(WebIdentityWorld.Audience), role, more)).Json["Credentials"]!;
        return new AwsEnvironment(url)
        {
            AccessKeyId = Text(credentials, "AccessKeyId"), SecretAccessKey = Text(credentials, "SecretAccessKey"), SessionToken = Text(credentials, "SessionToken"),
        };
    }

    private static Task<ToolResult> AssumeAsync(AwsEnvironment environment, string token, string role = "Duo", params string[] more) =>
        new AwsCli(environment).RunAsync(CancellationToken,
            ["sts", "assume-role-with-web-identity", "--role-arn", WebIdentityWorld.Role(role), "--role-session-name", "gitlab",
                "--web-identity-token", token, "--duration-seconds", "43200", .. more]);

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
