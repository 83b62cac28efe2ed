using Aqueduct.StandIns.GitLab.Hooks;

namespace Aqueduct.Tests.StandIns.GitLab;

public sealed class HookUrlTests
{
    [Theory]
    [InlineData("https://hooks.example.test/a")]
    [InlineData("http://203.0.113.7:8080/")]
    [InlineData("https://[2001:db8::1]/")]
    public void A_public_address_is_fine(string url) => HookUrl.Refusal(url, allowLocal: false).ShouldBeNull();

    [Theory]
    [InlineData("http://localhost/", "Requests to localhost are not allowed")]
    [InlineData("http://127.0.0.1:7480/", "Requests to localhost are not allowed")]
    [InlineData("http://127.8.8.8/", "Requests to localhost are not allowed")]
    [InlineData("http://0.0.0.0/", "Requests to localhost are not allowed")]
    [InlineData("http://[::1]/", "Requests to localhost are not allowed")]
    [InlineData("http://[::ffff:127.0.0.1]/", "Requests to localhost are not allowed")]
    [InlineData("http://10.1.2.3/", "Requests to the local network are not allowed")]
    [InlineData("http://172.31.0.1/", "Requests to the local network are not allowed")]
    [InlineData("http://192.168.1.1/", "Requests to the local network are not allowed")]
    [InlineData("http://[fd00::1]/", "Requests to the local network are not allowed")]
    [InlineData("http://169.254.169.254/", "Requests to the link local network are not allowed")]
    public void A_local_address_is_refused_unless_allowed(string url, string reason)
    {
        HookUrl.Refusal(url, allowLocal: false).ShouldBe(reason);
        HookUrl.Refusal(url, allowLocal: true).ShouldBeNull();
    }

    [Theory]
    [InlineData("hooks.example.test", "URI is invalid")]
    [InlineData("ftp://hooks.example.test/", "Only allowed schemes are http, https")]
    public void What_is_no_web_address_is_refused_in_any_case(string url, string reason) => HookUrl.Refusal(url, allowLocal: true).ShouldBe(reason);
}
