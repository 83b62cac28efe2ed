using Aqueduct.Server.SignIn;

namespace Aqueduct.Tests.Server.SignIn;

public sealed class ReturnPathTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/settings/general/amazon-q")]
    [InlineData("/connection?a=b&c=%20")]
    public void A_page_of_ours_is_kept(string path) => ReturnPath.Of(path).ShouldBe(path);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("connection")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/a\n")]
    [InlineData("/a\\b")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/a#b")]
    public void Anything_else_leads_to_the_overview(string? path) => ReturnPath.Of(path).ShouldBe("/");
}
