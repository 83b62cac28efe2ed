using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws;
using Aqueduct.StandIns.Aws.Sts;

namespace Aqueduct.Tests.StandIns.Aws.Sts;

public sealed class TokenChecksTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
    private readonly TestKey key = new("ES256");

    public void Dispose() => key.Dispose();

    [Theory]
    [InlineData(0, 1, null)]
    [InlineData(-60, 60, -60)]
    [InlineData(0, 1, 0)]
    public void A_token_is_good_from_issue_to_expiration(int issued, int expiration, int? notBefore) =>
        Should.NotThrow(() => TokenTimes.Check(Token(issued, expiration, notBefore), Now));

    [Fact]
    public void An_expired_token_is_refused_with_both_times()
    {
        var error = Should.Throw<AwsError>(() => TokenTimes.Check(Token(-60, 0, null), Now));

        error.Code.ShouldBe("ExpiredTokenException");
        error.Message.ShouldBe("Token expired: current date/time 1800000000 must be before the expiration date/time 1800000000");
    }

    [Theory]
    [InlineData(1, 60, null)]
    [InlineData(0, 60, 1)]
    [InlineData(null, 60, null)]
    [InlineData(0, null, null)]
    public void A_token_from_the_future_or_without_times_is_refused(int? issued, int? expiration, int? notBefore) =>
        Should.Throw<AwsError>(() => TokenTimes.Check(Token(issued, expiration, notBefore), Now)).Code.ShouldBe("InvalidIdentityToken");

    [Theory]
    [InlineData("""{"aud":"b"}""", "b")]
    [InlineData("""{"aud":["x","c","b"]}""", "c")]
    [InlineData("""{"aud":["x"],"azp":"b"}""", "b")]
    public void An_audience_the_provider_knows_is_found(string claims, string expected) =>
        TokenAudience.Match(Token(claims), ["a", "b", "c"]).ShouldBe(expected);

    [Theory]
    [InlineData("""{"aud":"x"}""")]
    [InlineData("""{"aud":"A"}""")]
    [InlineData("""{"aud":["a"],"azp":"x"}""")]
    public void Another_audience_is_refused(string claims) =>
        Should.Throw<AwsError>(() => TokenAudience.Match(Token(claims), ["a", "b"])).Message.ShouldBe("Incorrect token audience");

    private WebIdentityToken Token(int? issued, int? expiration, int? notBefore)
    {
        var claims = new JsonObject { ["aud"] = "a" };
        if (issued is not null) claims["iat"] = Now.ToUnixTimeSeconds() + issued;
        if (expiration is not null) claims["exp"] = Now.ToUnixTimeSeconds() + expiration;
        if (notBefore is not null) claims["nbf"] = Now.ToUnixTimeSeconds() + notBefore;
        return Token(claims.ToJsonString());
    }

    private WebIdentityToken Token(string claims)
    {
        var all = JsonNode.Parse(claims)!.AsObject();
        (all["iss"], all["sub"]) = ("https://issuer.example.test", "s");
        return WebIdentityToken.Parse(key.Sign(all));
    }
}
