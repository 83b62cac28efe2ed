using Aqueduct.ContractTests.Tools;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Exports;
using CliWrap;
using CliWrap.Buffered;

namespace Aqueduct.ContractTests.Setup;

public sealed class ExportTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RolePolicy.Managed)]
    [InlineData(RolePolicy.Inline)]
    public async Task The_AWS_CLI_script_leaves_nothing_to_plan_but_the_profile_and_mends_what_drifted(RolePolicy policy)
    {
        AwsCli.Require();
        await using var world = await SetupWorld.StartAsync();
        var settings = world.Settings() with { Role = new() { Policy = policy } };
        await RunAsync(world, settings);
        await using var installation = await world.InstallAsync(settings: settings);
        (await installation.DriftAsync()).ShouldBe(["Create Q Developer profile: name"]);

        if (policy is RolePolicy.Inline)
            return;
        await Drift.AudienceRemovedAsync(world);
        await Drift.TrustPolicyChangedAsync(world);
        await Drift.SessionCutAsync(world);
        await Drift.PolicyDetachedAsync(world);
        await RunAsync(world, settings);
        (await installation.DriftAsync()).ShouldBe(["Create Q Developer profile: name"]);
    }

    [Fact]
    public async Task The_CloudFormation_template_passes_cfn_lint()
    {
        using var folder = new TemporaryFolder();
        var files = new List<string>();
        foreach (var policy in Enum.GetValues<RolePolicy>())
            files.Add(await WriteAsync(folder, $"{policy}.yaml", ExportFormat.CloudFormation, policy));

        await PassAsync("cfn-lint", "--version", files);
    }

    [Fact]
    public async Task The_Terraform_configuration_is_formatted_as_terraform_does()
    {
        using var folder = new TemporaryFolder();
        foreach (var policy in Enum.GetValues<RolePolicy>())
            await WriteAsync(folder, $"{policy}.tf", ExportFormat.Terraform, policy);

        await PassAsync("terraform", "version", ["fmt", "-check", "-diff", folder.Path]);
    }

    private static async Task<string> WriteAsync(TemporaryFolder folder, string name, ExportFormat format, RolePolicy policy)
    {
        var file = Path.Combine(folder.Path, name);
        var settings = new SetupSettings(SetupWorld.Uid, "https://aqueduct.example.test", new(), new() { Policy = policy }, new());
        await File.WriteAllTextAsync(file, Text(settings, format), Cancelled);
        return file;
    }

    private static string Text(SetupSettings settings, ExportFormat format)
    {
        SetupSession.Export(settings, format).TryGet(out var text, out _).ShouldBeTrue();
        return text!;
    }

    /// <summary>Skips the test, saying why, where the tool is missing.</summary>
    private static async Task PassAsync(string tool, string probe, IReadOnlyList<string> arguments)
    {
        BufferedCommandResult? probed = null;
        try
        {
            probed = await Cli.Wrap(tool).WithArguments(probe).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Cancelled);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // not installed
        }

        Assert.SkipUnless(probed?.ExitCode is 0, $"needs {tool}");
        var result = await Cli.Wrap(tool).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Cancelled);
        result.ExitCode.ShouldBe(0, result.StandardOutput + result.StandardError);
    }

    private static async Task RunAsync(SetupWorld world, SetupSettings settings)
    {
        using var home = new TemporaryFolder();
        var variables = new Dictionary<string, string?>(new AwsEnvironment(world.Aws.Url).Variables(home.Path))
        {
            ["AWS_ARGS"] = $"--endpoint-url {world.Aws.Url}",
            ["PATH"] = "/usr/bin:/bin", // Debian's AWS CLI, not another one
        };
        var result = await Cli.Wrap("/bin/bash").WithArguments("-s").WithStandardInputPipe(PipeSource.FromString(Text(settings, ExportFormat.AwsCli)))
            .WithEnvironmentVariables(variables).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Cancelled);
        result.ExitCode.ShouldBe(0, result.StandardError);
        result.StandardOutput.ShouldContain("Role ARN      arn:aws:iam::111122223333:role/QDeveloperAccess");
    }
}
