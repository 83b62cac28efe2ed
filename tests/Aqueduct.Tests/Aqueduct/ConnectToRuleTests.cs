using System.Net;
using Aqueduct.Setup.Network;

namespace Aqueduct.Tests.Executable;

public sealed class ConnectToRuleTests
{
    [Theory]
    [InlineData("a.example:443=127.0.0.1:7443", "a.example", 443, "127.0.0.1", 7443)]
    [InlineData("a:80=[::1]:81", "a", 80, "::1", 81)]
    [InlineData("10.0.0.1:80=b.example:65535", "10.0.0.1", 80, "b.example", 65535)]
    public void A_rule_names_two_places(string text, string host, int port, string address, int addressPort)
    {
        ConnectToRule.TryParse(text, out var rule).ShouldBeTrue();

        rule.ShouldBe(new ConnectToRule(host, port, address, addressPort));
        rule!.Matches(new DnsEndPoint(host.ToUpperInvariant(), port)).ShouldBeTrue();
        rule.Matches(new DnsEndPoint(host, port + 1)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a:443")]
    [InlineData("a=b")]
    [InlineData("a:443=b")]
    [InlineData("a:443=b:0")]
    [InlineData("a:443=b:65536")]
    [InlineData("a:+1=b:1")]
    [InlineData(":443=b:1")]
    [InlineData("a:443=::1:1")]
    [InlineData("a:443=[b]:1")]
    [InlineData("a b:443=c:1")]
    [InlineData("a:443=b:1=c:1")]
    public void Anything_else_is_refused(string text) => ConnectToRule.TryParse(text, out _).ShouldBeFalse();
}
