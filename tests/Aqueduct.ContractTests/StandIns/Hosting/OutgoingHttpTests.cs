using Aqueduct.ContractTests.StandIns.Aws;
using Aqueduct.ContractTests.Tools;
using Aqueduct.StandIns.Hosting;

namespace Aqueduct.ContractTests.StandIns.Hosting;

public sealed class OutgoingHttpTests
{
    [Theory]
    [InlineData("issuer.example.test", true)]
    [InlineData("another.example.test", false)]
    public async Task Certificate_must_bear_the_name_that_was_asked_for(string asked, bool accepted)
    {
        using var ca = new ThrowawayCa();
        await using var server = await TestIssuer.StartAsync("issuer.example.test", ca.Issue("issuer.example.test"), TestContext.Current.CancellationToken);
        ConnectTo.TryParse($"{asked}:443={server.ConnectTo.Split('=')[1]}", out var rule).ShouldBeTrue();
        using var http = OutgoingHttp.Create([rule], ca.RootFile);

        var call = http.GetAsync(new Uri($"https://{asked}/"), TestContext.Current.CancellationToken);
        if (accepted) (await call).RequestMessage!.RequestUri!.Host.ShouldBe(asked);
        else (await Should.ThrowAsync<HttpRequestException>(call)).HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
    }
}
