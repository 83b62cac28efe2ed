using Aqueduct.ContractTests.Tools;
using CliWrap;
using CliWrap.Buffered;

namespace Aqueduct.ContractTests.StandIns.GitLab;

public sealed class GitOverHttpTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_developer_clones_and_pushes_and_a_reporter_only_clones()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/git"), "needs /usr/bin/git");
        await using var gitLab = await GitLabClient.StartAsync();
        using var folder = new TemporaryFolder();

        (await GitAsync(folder, "clone", Url(gitLab, "dana"), "dana")).ExitCode.ShouldBe(0);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "dana", "NEW.md"), "new", Cancelled);
        await GitAsync(folder, "-C", "dana", "add", "NEW.md");
        await GitAsync(folder, "-C", "dana", "-c", "user.name=Dana", "-c", "user.email=dana@acme.example.test", "commit", "-m", "Add a file");
        (await GitAsync(folder, "-C", "dana", "push", "origin", "HEAD:refs/heads/pushed")).ExitCode.ShouldBe(0);
        (await gitLab.RestAsync("GET", "/projects/acme%2Fplatform%2Fledger/repository/files/NEW.md?ref=pushed", "dana")).Body!["content"]!.ToString().ShouldBe("bmV3");

        (await GitAsync(folder, "clone", Url(gitLab, "rita"), "rita")).ExitCode.ShouldBe(0);
        var refused = await GitAsync(folder, "-C", "rita", "push", "origin", "HEAD:refs/heads/other");
        (refused.ExitCode == 0, refused.StandardError.Contains("403", StringComparison.Ordinal)).ShouldBe((false, true));
    }

    [Theory]
    [InlineData("gus", "403")]
    [InlineData("nobody", "Authentication failed")]
    public async Task Who_may_not_read_the_code_does_not_clone(string user, string reason)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/git"), "needs /usr/bin/git");
        await using var gitLab = await GitLabClient.StartAsync();
        using var folder = new TemporaryFolder();

        var result = await GitAsync(folder, "clone", Url(gitLab, user), "x");

        result.ExitCode.ShouldNotBe(0);
        result.StandardError.ShouldContain(reason);
    }

    private static string Url(GitLabClient gitLab, string user) => $"http://any:glpat-standin-{user}@{gitLab.StandIn.Url.Authority}/acme/platform/ledger.git";

    private static async Task<BufferedCommandResult> GitAsync(TemporaryFolder folder, params string[] arguments) =>
        await Cli.Wrap("/usr/bin/git").WithArguments(["-c", "credential.helper=", .. arguments]).WithWorkingDirectory(folder.Path)
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["GIT_TERMINAL_PROMPT"] = "0", ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["http_proxy"] = null, ["HTTP_PROXY"] = null })
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(Cancelled);
}
