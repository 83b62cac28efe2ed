using Aqueduct.StandIns.GitLab;

namespace Aqueduct.Tests.StandIns.GitLab;

public sealed class GitLabStandInOptionsTests
{
    [Fact]
    public void All_faults_are_told_at_once()
    {
        var options = new GitLabStandInOptions
        {
            Urls = ["http://0.0.0.0:7482", "https://127.0.0.1:7444"],
            CaFile = "/no/such/ca.pem",
            ConnectTo = ["nonsense"],
            ExternalUrl = "gitlab",
            Shape = GitLabShape.Gateway,
            Licence = GitLabLicence.Premium,
        };

        options.Faults().Select(f => f.Split('\'') is [_, var value, ..] ? value : f.Split(' ')[1]).ShouldBe(["http://0.0.0.0:7482", "https", "/no/such/ca.pem", "nonsense", "gitlab", "gateway"]);
    }

    [Fact]
    public void The_default_is_fine() => new GitLabStandInOptions().Faults().ShouldBeEmpty();
}
