using Aqueduct.StandIns.Aws;

namespace Aqueduct.Tests.StandIns.Aws;

public sealed class AwsStandInOptionsTests
{
    [Theory]
    [InlineData("http://127.0.0.1:7481")]
    [InlineData("http://localhost:0")]
    [InlineData("http://[::1]:7481/")]
    public void Loopback_address_is_taken(string url) => new AwsStandInOptions { Urls = url }.Faults().ShouldBeEmpty();

    [Theory]
    [InlineData("http://0.0.0.0:7481", "listens on loopback only. Give http://127.0.0.1:7481.")]
    [InlineData("http://aws.example.test:7481", "listens on loopback only. Give http://127.0.0.1:7481.")]
    [InlineData("http://*:7481", "give http://127.0.0.1:PORT.")]
    [InlineData("https://127.0.0.1:7481", "give http://127.0.0.1:PORT.")]
    [InlineData("http://127.0.0.1:7481/aws", "give http://127.0.0.1:PORT.")]
    [InlineData("7481", "give http://127.0.0.1:PORT.")]
    public void Other_address_is_refused_with_the_fix(string url, string fix)
    {
        var fault = new AwsStandInOptions { Urls = url }.Faults().ShouldHaveSingleItem();
        fault.ShouldStartWith($"'{url}'");
        fault.ShouldEndWith(fix);
    }

    [Fact]
    public void All_faults_are_listed_at_once() =>
        new AwsStandInOptions { Urls = "x", ConnectTo = ["a.test:443=127.0.0.1:1", "a.test=127.0.0.1", "a.test:443=127.0.0.1:99999"], CaFile = "/none" }
            .Faults().Count.ShouldBe(4);

    [Fact]
    public async Task Stand_in_does_not_start_with_a_fault() =>
        await Should.ThrowAsync<ArgumentException>(() => AwsStandIn.StartAsync(new AwsStandInOptions { Urls = "http://0.0.0.0:0" }, TestContext.Current.CancellationToken));
}
