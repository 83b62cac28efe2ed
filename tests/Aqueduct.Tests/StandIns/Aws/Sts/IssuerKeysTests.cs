using System.Net;
using System.Security.Authentication;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws;
using Aqueduct.StandIns.Aws.Sts;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.Tests.StandIns.Aws.Sts;

public sealed class IssuerKeysTests : IDisposable
{
    private const string NoKey =
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";

    private readonly FakeTimeProvider clock = new();
    private readonly FakeIssuer issuer = new();
    private readonly HttpClient http;
    private readonly IssuerKeys keys;

    public IssuerKeysTests()
    {
        http = new HttpClient(issuer);
        keys = new IssuerKeys(http, clock);
        issuer.Keys.Add(new TestKey("ES256"));
    }

    public void Dispose()
    {
        issuer.Keys.ForEach(k => k.Dispose());
        http.Dispose();
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task A_signature_of_the_issuers_key_is_accepted(string algorithm)
    {
        using var key = new TestKey(algorithm, "this-one");
        issuer.Keys.Add(key);

        await VerifyAsync(key);
    }

    [Fact]
    public async Task A_signature_of_another_key_under_the_same_kid_is_refused()
    {
        using var other = new TestKey("ES256");

        (await RefusalAsync(other)).ShouldBe("The ID Token signature is not valid");
    }

    [Theory]
    [InlineData("use", "enc")]
    [InlineData("alg", "ES384")]
    [InlineData("crv", "P-384")]
    [InlineData("kty", "RSA")]
    public void A_key_that_is_for_something_else_does_not_fit(string member, string value)
    {
        var jwk = issuer.Keys[0].ToJwk();
        jwk[member] = value;

        new IssuerKey(System.Text.Json.JsonSerializer.SerializeToElement(jwk)).Fits("ES256").ShouldBeFalse();
    }

    [Theory]
    [InlineData("issuer")]
    [InlineData("jwks_uri")]
    [InlineData("response_types_supported")]
    [InlineData("subject_types_supported")]
    [InlineData("id_token_signing_alg_values_supported")]
    public async Task A_discovery_document_without_a_required_member_is_refused(string member)
    {
        issuer.Discovery.Remove(member);

        (await RefusalAsync(issuer.Keys[0])).ShouldBe(NoKey);
    }

    [Theory]
    [InlineData("issuer", "https://issuer.example.test/cc/oidc/1/")]
    [InlineData("jwks_uri", "http://issuer.example.test/cc/oidc/1/keys")]
    [InlineData("jwks_uri", "/keys")]
    public async Task A_wrong_member_of_the_discovery_document_is_refused(string member, string value)
    {
        issuer.Discovery[member] = value;

        (await RefusalAsync(issuer.Keys[0])).ShouldBe(NoKey);
    }

    [Fact]
    public async Task An_algorithm_the_issuer_does_not_list_is_refused()
    {
        issuer.Discovery["id_token_signing_alg_values_supported"] = new JsonArray("RS256");

        (await RefusalAsync(issuer.Keys[0])).ShouldBe(NoKey);
    }

    [Fact]
    public async Task An_issuer_slower_than_five_seconds_is_refused()
    {
        issuer.Instead = async cancellationToken =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
            return new HttpResponseMessage();
        };
        var refusal = RefusalAsync(issuer.Keys[0]);
        clock.Advance(TimeSpan.FromSeconds(4.9));
        refusal.IsCompleted.ShouldBeFalse();

        clock.Advance(TimeSpan.FromSeconds(0.2));

        (await refusal).ShouldBe(NoKey);
    }

    [Fact]
    public async Task An_answer_without_end_is_refused()
    {
        issuer.Instead = _ => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(new byte[1_000_000]) });

        (await RefusalAsync(issuer.Keys[0])).ShouldBe(NoKey);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Redirect)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Another_status_than_200_is_refused(HttpStatusCode status)
    {
        issuer.Instead = _ => Task.FromResult(new HttpResponseMessage(status));

        (await RefusalAsync(issuer.Keys[0])).ShouldBe(NoKey);
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_refused_with_the_text_about_thumbprints()
    {
        issuer.Instead = _ => throw new HttpRequestException("TLS", new AuthenticationException());

        (await RefusalAsync(issuer.Keys[0])).ShouldBe("OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint");
    }

    [Fact]
    public async Task Keys_are_kept_for_an_hour()
    {
        await VerifyAsync(issuer.Keys[0]);
        clock.Advance(TimeSpan.FromMinutes(59));
        await VerifyAsync(issuer.Keys[0]);
        issuer.Requests.Count.ShouldBe(2);

        clock.Advance(TimeSpan.FromMinutes(2));
        await VerifyAsync(issuer.Keys[0]);

        issuer.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_new_kid_is_looked_for_at_once()
    {
        await VerifyAsync(issuer.Keys[0]);
        var rotated = new TestKey("ES256", "key-2");
        issuer.Keys.Add(rotated);

        await VerifyAsync(rotated);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        issuer.Instead = _ => throw new HttpRequestException("refused");
        await RefusalAsync(issuer.Keys[0]);
        issuer.Instead = null;

        await VerifyAsync(issuer.Keys[0]);
    }

    private Task VerifyAsync(TestKey key) => keys.VerifyAsync(Token(key), TestContext.Current.CancellationToken);

    private async Task<string> RefusalAsync(TestKey key)
    {
        var error = await Should.ThrowAsync<AwsError>(() => VerifyAsync(key));
        (error.Code, error.Status).ShouldBe(("InvalidIdentityToken", 400));
        return error.Message;
    }

    private static WebIdentityToken Token(TestKey key) =>
        WebIdentityToken.Parse(key.Sign(new JsonObject { ["iss"] = FakeIssuer.Url, ["sub"] = "s", ["aud"] = "a" }));
}
