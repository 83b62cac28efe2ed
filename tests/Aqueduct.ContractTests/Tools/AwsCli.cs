using CliWrap;
using CliWrap.Buffered;

namespace Aqueduct.ContractTests.Tools;

/// <summary>Debian's unmodified AWS CLI.</summary>
internal sealed class AwsCli(AwsEnvironment environment)
{
    private const string Path = "/usr/bin/aws";

    /// <summary>Skips the test, saying why, where the AWS CLI is missing.</summary>
    public static void Require() => Assert.SkipUnless(File.Exists(Path), $"needs {Path} (Debian's awscli)");

    /// <param name="arguments">As typed: <c>iam</c>, <c>get-role</c>, <c>--role-name</c>, …</param>
    public async Task<ToolResult> RunAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        using var home = new TemporaryFolder();
        var result = await Cli.Wrap(Path)
            .WithArguments([.. arguments, "--endpoint-url", environment.Endpoint.ToString(), "--output", "json"])
            .WithEnvironmentVariables(environment.Variables(home.Path))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);
        return new ToolResult(result.ExitCode, result.StandardOutput, result.StandardError);
    }
}
