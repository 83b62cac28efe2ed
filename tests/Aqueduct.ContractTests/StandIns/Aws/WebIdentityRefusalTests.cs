using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Tools;

namespace Aqueduct.ContractTests.StandIns.Aws;

/// <summary>What boto3 gets to see when AssumeRoleWithWebIdentity is refused: AWS's code, status and text. One process makes all the calls.</summary>
public sealed class WebIdentityRefusalTests(WebIdentityWorld world) : IClassFixture<WebIdentityWorld>
{
    private const string NoKey =
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";

    private static Task<JsonObject>? s_answers;

    [Theory]
    [InlineData("1 h role", "ValidationError", 400, "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")]
    [InlineData("wrong audience", "InvalidIdentityToken", 400, "Incorrect token audience")]
    [InlineData("trailing slash in the provider", "InvalidIdentityToken", 400, "No OpenIDConnect provider found in your account for https://issuer.example.test/slash")]
    [InlineData("http issuer", "InvalidIdentityToken", 400, "No OpenIDConnect provider found in your account for http://issuer.example.test/cc/oidc/1")]
    [InlineData("another account", "InvalidIdentityToken", 400, "No OpenIDConnect provider found in your account for https://issuer.example.test/cc/oidc/1")]
    [InlineData("provider deleted", "InvalidIdentityToken", 400, "No OpenIDConnect provider found in your account for https://issuer.example.test/cc/oidc/1")]
    [InlineData("discovery lacks members", "InvalidIdentityToken", 400, NoKey)]
    [InlineData("no discovery document", "InvalidIdentityToken", 400, NoKey)]
    [InlineData("issuer unreachable", "InvalidIdentityToken", 400, NoKey)]
    [InlineData("certificate not trusted", "InvalidIdentityToken", 400, "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint")]
    [InlineData("token altered", "InvalidIdentityToken", 400, "The ID Token signature is not valid")]
    [InlineData("no token", "InvalidIdentityToken", 400, "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)")]
    [InlineData("unknown role", "AccessDenied", 403, "Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    [InlineData("subject not trusted", "AccessDenied", 403, "Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    [InlineData("session name not trusted", "AccessDenied", 403, "Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    [InlineData("no role", "ValidationError", 400, "Request ARN is invalid")]
    [InlineData("session policy is no JSON", "MalformedPolicyDocument", 400, "Syntax errors in policy.")]
    [InlineData("session name too short", "ValidationError", 400,
        "1 validation error detected: Value 'x' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2")]
    [InlineData("session name with a space", "ValidationError", 400,
        @"1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*")]
    [InlineData("13 hours", "ValidationError", 400,
        "1 validation error detected: Value '46800' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200")]
    [InlineData("provider ID", "ValidationError", 400, "ProviderId must not be specified for an OpenID Connect ID token")]
    public async Task A_refusal_has_the_code_the_status_and_the_text_of_AWS(string what, string code, int status, string text)
    {
        Boto3.Require();
        var answers = await (s_answers ??= AskAsync());

        answers[what]!["Message"]!.GetValue<string>().ShouldBe(text);
        (answers[what]!["Code"]!.GetValue<string>(), answers[what]!["Status"]!.GetValue<int>()).ShouldBe((code, status));
    }

    [Theory]
    [InlineData("expired", "ExpiredTokenException")]
    [InlineData("from the future", "InvalidIdentityToken")]
    public async Task A_token_out_of_its_time_is_refused(string what, string code)
    {
        Boto3.Require();
        var answers = await (s_answers ??= AskAsync());

        (answers[what]!["Code"]!.GetValue<string>(), answers[what]!["Status"]!.GetValue<int>()).ShouldBe((code, 400));
        answers[what]!["Message"]!.GetValue<string>().ShouldMatch(what == "expired"
            ? @"\AToken expired: current date/time \d+ must be before the expiration date/time \d+\z"
            : @"\AToken not yet valid: ");
    }

    private async Task<JsonObject> AskAsync()
    {
        var issuer = world.Issuer;
        var good = issuer.Token(WebIdentityWorld.Audience);
        var parts = issuer.Token(WebIdentityWorld.Audience, subject: "1:other").Split('.');
        var script = $$"""
            sts = client("sts")
            answers = {}

            def refused(what, token, role="Duo", arn=None, session="gitlab", seconds=43200, **parameters):
                answers[what] = call(sts, "assume_role_with_web_identity", RoleArn=arn or "arn:aws:iam::111122223333:role/" + role,
                    RoleSessionName=session, WebIdentityToken=token, DurationSeconds=seconds, **parameters)

            good = "{{good}}"
            refused("1 h role", good, role="OneHour")
            refused("wrong audience", "{{issuer.Token("another")}}")
            refused("trailing slash in the provider", "{{issuer.Token(WebIdentityWorld.Audience, $"https://{issuer.Host}/slash")}}")
            refused("http issuer", "{{issuer.Token(WebIdentityWorld.Audience, $"http://{issuer.Host}/cc/oidc/1")}}")
            refused("another account", good, arn="arn:aws:iam::444455556666:role/Duo")
            refused("discovery lacks members", "{{issuer.Token(WebIdentityWorld.Audience, $"https://{issuer.Host}/bare")}}")
            refused("no discovery document", "{{issuer.Token(WebIdentityWorld.Audience, $"https://{issuer.Host}/absent")}}")
            refused("issuer unreachable", "{{issuer.Token(WebIdentityWorld.Audience, "https://nowhere.example.test")}}")
            refused("certificate not trusted", "{{world.Untrusted.Token(WebIdentityWorld.Audience)}}")
            refused("token altered", "{{good[..good.LastIndexOf('.')]}}.{{parts[2]}}")
            refused("no token", "glpat-something")
            refused("expired", "{{issuer.Token(WebIdentityWorld.Audience, shift: TimeSpan.FromMinutes(-10))}}")
            refused("from the future", "{{issuer.Token(WebIdentityWorld.Audience, shift: TimeSpan.FromMinutes(10))}}")
            refused("unknown role", good, role="Nobody")
            refused("subject not trusted", good, role="OneUser", session="olivia")
            refused("session name not trusted", "{{issuer.Token(WebIdentityWorld.Audience, subject: "1:olivia")}}", role="OneUser", session="max")
            refused("no role", good, arn="arn:aws:iam::111122223333:user/somebody")
            refused("session policy is no JSON", good, Policy="{,}")
            refused("session name too short", good, session="x")
            refused("session name with a space", good, session="a b")
            refused("13 hours", good, seconds=46800)
            refused("provider ID", good, ProviderId="www.amazon.com")

            call(client("iam"), "delete_open_id_connect_provider", OpenIDConnectProviderArn="arn:aws:iam::111122223333:oidc-provider/issuer.example.test/cc/oidc/1")
            refused("provider deleted", good)
            show(answers)
            """;
        return (await new Boto3(new AwsEnvironment(world.StandIn.Url)).RunAsync(script, TestContext.Current.CancellationToken))[0]!.AsObject();
    }
}
