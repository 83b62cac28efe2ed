using System.Net;
using Aqueduct.Setup.Network;

namespace Aqueduct.Tests.Executable;

public sealed class ProxyUnlessOverriddenTests
{
    [Theory]
    [InlineData("https://a.example.test/", true)]
    [InlineData("https://a.example.test:444/", false)]
    [InlineData("https://internal.example/", true)]
    [InlineData("https://b.example.test/", false)]
    public void A_name_with_an_override_does_not_go_through_the_proxy(string url, bool bypassed)
    {
        ConnectToRule.TryParse("a.example.test:443=127.0.0.1:7443", out var rule).ShouldBeTrue();
        var proxy = new ProxyUnlessOverridden(new WebProxy("http://proxy.example:3128", false, ["internal\\.example"]), [rule!]);

        proxy.IsBypassed(new Uri(url)).ShouldBe(bypassed);
        if (!bypassed)
            proxy.GetProxy(new Uri(url)).ShouldBe(new Uri("http://proxy.example:3128"));
    }
}
