using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Setup;
using CliWrap.Buffered;

namespace Aqueduct.ContractTests.Executable;

/// <summary><c>aqueduct setup … --only gitlab</c> as a process that has no AWS credentials at all.</summary>
public sealed class SetupGitLabTests
{
    [Fact]
    public async Task The_GitLab_side_is_set_up_and_taken_down_without_AWS()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        using var installation = new ConfiguredFolder(world);

        var planned = await installation.SetupAsync("plan", "--detailed-exit-code");
        planned.ExitCode.ShouldBe(3, planned.StandardError);
        Read(planned)["changes"]!.AsArray().Select(c => $"{c!["kind"]} {c["resource"]}").ShouldBe(["create Amazon Q account", "create account token", "create OAuth application", "create sign-in application", "create system hook"]);

        var applied = await installation.SetupAsync("apply", "--yes");
        applied.ExitCode.ShouldBe(0, applied.StandardError);
        var clientId = (string)Read(applied)["gitlab"]!["client_id"]!;
        (await world.ApplicationsAsync()).ShouldHaveSingleItem()["application_id"]!.ToString().ShouldBe(clientId);

        (await installation.SetupAsync("plan", "--detailed-exit-code")).ExitCode.ShouldBe(0);
        (await installation.SetupAsync("verify")).ExitCode.ShouldBe(0);
        var stored = await File.ReadAllBytesAsync(Path.Combine(installation.Folder, "data", "aqueduct.db"), TestContext.Current.CancellationToken);
        stored.AsSpan().IndexOf("gloas-"u8).ShouldBe(-1, "the secret is sealed");
        stored.AsSpan().IndexOf("glpat-"u8).ShouldBe(-1, "the account's token is sealed");
        foreach (var output in (string[])[planned.StandardOutput, planned.StandardError, applied.StandardOutput, applied.StandardError])
        {
            output.ShouldNotContain("gloas-");
            output.ShouldNotContain("glpat-");
        }

        var destroyed = await installation.SetupAsync("destroy", "--yes");
        destroyed.ExitCode.ShouldBe(0, destroyed.StandardError);
        (await world.ApplicationsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_an_instance_UUID_in_the_configuration_GitLab_is_asked_once()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        using var installation = new ConfiguredFolder(world, instanceUid: false);

        (await installation.RunAsync("identity", "keys")).StandardOutput.ShouldContain("/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11");
        (await installation.SetupAsync("plan")).ExitCode.ShouldBe(0);

        world.GitLab.Requests.Count(r => r.Route == "GET /usage_data/service_ping").ShouldBe(1);
    }

    [Fact]
    public async Task A_GitLab_that_does_not_tell_its_UUID_is_told_apart_from_one_that_does()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        using var installation = new ConfiguredFolder(world, instanceUid: false);
        await world.SendAsync(HttpMethod.Put, "application/settings", new JsonObject { ["usage_ping_enabled"] = false });

        (await installation.RunAsync("identity", "keys")).StandardError.ShouldSatisfyAllConditions(
            e => e.ShouldContain("instance-uid-unknown"), e => e.ShouldContain("no Service Ping data yet"), e => e.ShouldContain("Set gitlab.instance_uid"));

        world.WriteToken("glpat-standin-max");
        (await installation.RunAsync("identity", "keys")).StandardError.ShouldContain("403 Forbidden");
    }

    [Fact]
    public async Task Both_sides_are_meant_unless_one_is_named()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        using var installation = new ConfiguredFolder(world, token: false);

        (await installation.RunAsync("setup", "plan")).StandardError.ShouldContain("gitlab-token-missing");
        var onlyAws = await installation.RunAsync("setup", "plan", "--only", "aws");
        (onlyAws.ExitCode, onlyAws.StandardError).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(1), r => r.StandardError.ShouldContain("no-credentials"));
    }

    [Fact]
    public async Task In_gateway_mode_the_GitLab_side_is_refused_with_the_way_to_go()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        using var installation = new ConfiguredFolder(world);

        var refused = await installation.RunAsync("setup", "plan", "--only", "gitlab", "--set", "gitlab.mode=gateway");

        refused.ExitCode.ShouldBe(2);
        refused.StandardError.ShouldContain("gitlab-mode-gateway");
    }

    [Fact]
    public async Task An_export_is_of_the_AWS_side_alone_and_says_so()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        using var installation = new ConfiguredFolder(world);

        var refused = await installation.RunAsync("setup", "export", "--format", "terraform", "--only", "gitlab");

        refused.ExitCode.ShouldBe(2);
        refused.StandardError.ShouldContain("setup plan --only gitlab");
    }

    private static JsonNode Read(BufferedCommandResult result) => JsonNode.Parse(result.StandardOutput)!;

    /// <summary>A folder with an <c>aqueduct.yaml</c> for the world, whose AWS is out of reach.</summary>
    private sealed class ConfiguredFolder : IDisposable
    {
        public ConfiguredFolder(GitLabSetupWorld world, bool token = true, bool instanceUid = true)
        {
            var noCredentials = Path.Combine(Folder, "aws-credentials");
            File.WriteAllText(noCredentials, "");
            File.SetUnixFileMode(noCredentials, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.WriteAllText(Path.Combine(Folder, "aqueduct.yaml"), $"""
                gitlab:
                  mode: beside
                  url: {world.GitLab.Url}
                  external_url: https://gitlab.example.test
                  {(instanceUid ? "instance_uid: 6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11" : "")}
                  {(token ? $"token_file: {world.TokenFile}" : "")}
                aws:
                  region: us-east-1
                  endpoint_url: http://127.0.0.1:9
                  credentials_file: aws-credentials
                server:
                  public_url: https://aqueduct.example.test
                """);
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("aqueduct-setup-").FullName;

        public Task<BufferedCommandResult> SetupAsync(string verb, params string[] more) =>
            RunAsync(["setup", verb, "--only", "gitlab", "--output", "json", .. more]);

        public Task<BufferedCommandResult> RunAsync(params string[] words) => Executable.RunAsync(Folder, words);

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
