using Aqueduct.Server.Identity;
using Aqueduct.Setup.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.Tests.Server.Identity;

public sealed class IssuerProbeTests
{
    private static readonly Issuer Issuer = IssuerWorld.Create("https://aqueduct.example.test");
    private static readonly string Discovery = $$"""{"issuer":"{{Issuer.Url}}","jwks_uri":"{{Issuer.JwksUrl}}"}""";

    [Theory]
    [InlineData(null, null, false, "404")]
    [InlineData("<html>", null, false, "'<' is an invalid start")]
    [InlineData("""{"issuer":"https://other.example.com","jwks_uri":"https://other.example.com/keys"}""", null, true, "names the issuer 'https://other.example.com'")]
    [InlineData("discovery", null, false, "404")]
    [InlineData("discovery", """{"keys":[{"kid":"other"}]}""", true, "does not hold it")]
    [InlineData("discovery", """{"keys":[{"kid":"\ud800"}]}""", false, "Cannot read")]
    [InlineData("discovery", """[1]""", true, "does not hold it")]
    public async Task Reason_for_absence_is_told(string? discovery, string? jwks, bool wasRead, string reason)
    {
        var absence = await ProbeAsync(discovery == "discovery" ? Discovery : discovery, jwks);

        absence.ShouldNotBeNull();
        absence.Reason.ShouldContain(reason);
        absence.SetWasRead.ShouldBe(wasRead);
    }

    [Fact]
    public async Task Discovery_with_a_plain_http_key_set_does_not_count() =>
        (await ProbeAsync(Discovery.Replace("\"jwks_uri\":\"https", "\"jwks_uri\":\"http", StringComparison.Ordinal), """{"keys":[{"kid":"kid"}]}"""))!
            .Reason.ShouldContain("no https jwks_uri");

    [Fact]
    public async Task Visible_key_is_found() => (await ProbeAsync(Discovery, """{"keys":[{"kid":"other"},{"kid":"kid"}]}""")).ShouldBeNull();

    private static async Task<KeyAbsence?> ProbeAsync(string? discovery, string? jwks)
    {
        var address = new PublicAddress();
        if (discovery is not null)
            address.Show(Issuer.DiscoveryUrl, discovery);
        if (jwks is not null)
            address.Show(Issuer.JwksUrl, jwks);
        using var http = new HttpClient(address);
        var probe = new IssuerProbe(http, new IssuerSettings(Issuer, SigningAlgorithm.ES256), new FakeTimeProvider());
        return await probe.WhyAbsentAsync("kid", TestContext.Current.CancellationToken);
    }
}
