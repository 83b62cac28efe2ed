using System.Buffers.Text;
using System.Text;
using Aqueduct.StandIns.Aws;
using Aqueduct.StandIns.Aws.Sts;

namespace Aqueduct.Tests.StandIns.Aws.Sts;

public sealed class WebIdentityTokenTests
{
    private const string NotAJwt = "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";
    private const string Header = """{"alg":"ES256","kid":"k"}""";

    [Fact]
    public void Header_and_claims_are_read()
    {
        var token = Parse(Header, """{"iss":"https://i","sub":"s","aud":["a","b"],"azp":"a","exp":5,"amr":"mfa"}""");

        (token.Algorithm, token.KeyId, token.Issuer, token.Subject, token.AuthorizedParty).ShouldBe(("ES256", "k", "https://i", "s", "a"));
        token.Audiences.ShouldBe(["a", "b"]);
        token.Seconds("exp").ShouldBe(5);
        token.Texts("amr").ShouldBe(["mfa"]);
        token.Texts("absent").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("not a token")]
    [InlineData("a.b")]
    [InlineData("e30.e30.")]
    [InlineData("W10.W10.AAAA")]
    [InlineData("????.e30.AAAA")]
    public void What_is_no_JWT_is_refused(string token) => Refusal(() => WebIdentityToken.Parse(token)).ShouldBe(NotAJwt);

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("PS256")]
    [InlineData("es256")]
    public void An_algorithm_STS_does_not_take_is_refused(string algorithm) =>
        Refusal(() => Parse($$"""{"alg":"{{algorithm}}","kid":"k"}""", """{"iss":"https://i","sub":"s","aud":"a"}""")).ShouldBe(NotAJwt);

    [Theory]
    [InlineData("""{"sub":"s","aud":"a"}""")]
    [InlineData("""{"iss":"https://i","aud":"a"}""")]
    [InlineData("""{"iss":"https://i","sub":"s"}""")]
    [InlineData("""{"iss":"https://i","sub":"s","aud":[]}""")]
    [InlineData("""{"iss":"https://i","sub":"s","aud":[1]}""")]
    public void A_required_claim_must_be_there(string claims) => Refusal(() => Parse(Header, claims)).ShouldBe(NotAJwt);

    [Theory]
    [InlineData("1.5")]
    [InlineData("\"5\"")]
    public void Times_must_be_whole_numbers(string expiration)
    {
        var token = Parse(Header, $$"""{"iss":"https://i","sub":"s","aud":"a","exp":{{expiration}}}""");

        Refusal(() => token.Seconds("exp")).ShouldBe(NotAJwt);
    }

    private static WebIdentityToken Parse(string header, string claims) => WebIdentityToken.Parse($"{Part(header)}.{Part(claims)}.AAAA");

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Refusal(Func<object?> act)
    {
        var error = Should.Throw<AwsError>(() => act());
        (error.Code, error.Status).ShouldBe(("InvalidIdentityToken", 400));
        return error.Message;
    }
}
