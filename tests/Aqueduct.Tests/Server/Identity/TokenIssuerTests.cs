using System.Buffers.Text;
using System.Text.Json;
using Aqueduct.Server.Identity;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.Tests.Server.Identity;

public sealed class TokenIssuerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SigningAlgorithm.ES256)]
    [InlineData(SigningAlgorithm.RS256)]
    public async Task Token_says_what_STS_and_the_trust_policy_look_at(SigningAlgorithm algorithm)
    {
        await using var world = await IssuerWorld.CreateAsync(Cancellation);
        var ring = world.Ring(algorithm);
        var issuer = new TokenIssuer(ring, new IssuerSettings(world.Issuer, algorithm), world.Clock);

        var parts = (await issuer.IssueAsync("a/b", Cancellation)).Split('.');

        var (header, claims) = (Read(parts[0]), Read(parts[1]));
        header.GetProperty("alg").GetString().ShouldBe(algorithm.ToString());
        header.GetProperty("kid").GetString().ShouldBe(await issuer.GetSigningKeyIdAsync(Cancellation));
        var now = world.Clock.GetUtcNow().ToUnixTimeSeconds();
        claims.GetProperty("iss").GetString().ShouldBe(world.Issuer.Url);
        claims.GetProperty("aud").GetString().ShouldBe($"gitlab-cc-{IssuerWorld.Uid}");
        claims.GetProperty("sub").GetString().ShouldBe($"{IssuerWorld.Uid}:a~2Fb");
        claims.GetProperty("iat").GetRawText().ShouldBe($"{now}");
        claims.GetProperty("exp").GetRawText().ShouldBe($"{now + 15 * 60}");
        claims.EnumerateObject().Select(c => c.Name).Order().ShouldBe(["aud", "exp", "iat", "iss", "jti", "sub"]);
    }

    [Fact]
    public async Task Every_token_has_an_id_of_its_own()
    {
        await using var world = await IssuerWorld.CreateAsync(Cancellation);
        var issuer = new TokenIssuer(world.Ring(), new IssuerSettings(world.Issuer, SigningAlgorithm.ES256), world.Clock);

        var ids = new[] { await issuer.IssueAsync("a", Cancellation), await issuer.IssueAsync("a", Cancellation) }
            .Select(t => Read(t.Split('.')[1]).GetProperty("jti").GetString());

        ids.ShouldBeUnique();
    }

    private static JsonElement Read(string part) => JsonDocument.Parse(Base64Url.DecodeFromChars(part)).RootElement;
}
