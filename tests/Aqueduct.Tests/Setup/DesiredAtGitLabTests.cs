using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.Tests.Setup;

public sealed class DesiredAtGitLabTests
{
    [Fact]
    public void Everything_missing_is_told_at_once() =>
        Failures(Wanted.Settings).Select(f => f.Code).ShouldBe(["gitlab-url-invalid", "gitlab-token-missing", "public-url-missing"]);

    [Fact]
    public void A_GitLab_with_the_add_on_is_left_to_itself() =>
        Failures(Wanted.Settings with { GitLab = new() { Mode = GitLabMode.Gateway } }).ShouldHaveSingleItem().Code.ShouldBe("gitlab-mode-gateway");

    [Theory]
    [InlineData(null, "https://gitlab.internal")]
    [InlineData("https://gitlab.example.com/", "https://gitlab.example.com")]
    public void What_Amazon_Q_is_told_is_the_address_AWS_sees(string? external, string instanceUrl)
    {
        var settings = Wanted.Settings with
        {
            GitLab = new() { Url = "https://gitlab.internal/", ExternalUrl = external, TokenFile = "/token" }, PublicUrl = "https://aqueduct.example.test/",
        };

        DesiredAtGitLab.From(settings).TryGet(out var desired, out _).ShouldBeTrue();

        desired.ShouldBe(new(new("https://gitlab.internal/"), "/token", instanceUrl, "https://aqueduct.example.test"));
    }

    private static IReadOnlyList<Failure> Failures(SetupSettings settings) =>
        DesiredAtGitLab.From(settings).TryGet(out _, out var failures) ? [] : failures;
}
