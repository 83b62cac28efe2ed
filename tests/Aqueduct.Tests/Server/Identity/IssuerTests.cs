using Aqueduct.Server.Identity;

namespace Aqueduct.Tests.Server.Identity;

public sealed class IssuerTests
{
    [Fact]
    public void Issuer_is_the_address_with_the_documented_path_and_the_instance()
    {
        var issuer = IssuerWorld.Create("https://pages.example.com/keys");

        issuer.Url.ShouldBe($"https://pages.example.com/keys/cc/oidc/{IssuerWorld.Uid}");
        issuer.Path.ShouldBe($"/keys/cc/oidc/{IssuerWorld.Uid}");
        issuer.Audience.ShouldBe($"gitlab-cc-{IssuerWorld.Uid}");
        issuer.DiscoveryUrl.ShouldBe(issuer.Url + "/.well-known/openid-configuration");
    }

    [Theory]
    [InlineData(null, "is missing")]
    [InlineData("http://aqueduct.example.com", "does not begin with https://")]
    [InlineData("https://", "is not a URL")]
    [InlineData("https://aqueduct.example.com:443", "has a port")]
    [InlineData("https://user@aqueduct.example.com", "holds a user name")]
    [InlineData("https://aqueduct.example.com/", "ends with a slash")]
    [InlineData("https://aqueduct.example.com?a=b", "has a query")]
    [InlineData("https://aqueduct.example.com#top", "has a query or fragment")]
    [InlineData("https://aqueduct.example.com/a b", "would need escaping")]
    [InlineData("https://aqueduct.example.com/a//b", "would need escaping")]
    public void Address_IAM_would_refuse_is_refused_with_key_and_reason(string? address, string reason)
    {
        Issuer.TryCreate(address, "identity.issuer_url", IssuerWorld.Uid, out _, out var failure).ShouldBeFalse();

        failure!.Detail.ShouldContain("identity.issuer_url");
        failure.Detail.ShouldContain(reason);
    }

    [Fact]
    public void Issuer_longer_than_IAM_takes_is_refused()
    {
        Issuer.TryCreate("https://example.com/" + new string('a', 200), "server.public_url", IssuerWorld.Uid, out _, out var failure).ShouldBeFalse();

        failure!.Detail.ShouldContain("255");
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc")]
    [InlineData("6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11\n")]
    public void Instance_that_is_no_UUID_is_refused(string uid)
    {
        Issuer.TryCreate("https://aqueduct.example.com", "server.public_url", uid, out _, out var failure).ShouldBeFalse();

        failure!.Code.ShouldBe("instance-uid");
    }
}
