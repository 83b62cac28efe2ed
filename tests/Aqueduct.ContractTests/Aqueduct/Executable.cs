using CliWrap;
using CliWrap.Buffered;

namespace Aqueduct.ContractTests.Executable;

/// <summary>The built <c>aqueduct</c> as a process, with no variable of the tests' own environment that could change its answer.</summary>
internal static class Executable
{
    private static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, "aqueduct");

    public static Command In(string folder, params string[] words) =>
        CliWrap.Cli.Wrap(Path)
            .WithArguments(words)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(Environment.GetEnvironmentVariables().Keys.Cast<string>()
                .Where(name => name.StartsWith("AQUEDUCT__", StringComparison.Ordinal) || name.StartsWith("AWS_", StringComparison.Ordinal))
                .ToDictionary(name => name, _ => (string?)null))
            .WithValidation(CommandResultValidation.None);

    public static async Task<BufferedCommandResult> RunAsync(string folder, params string[] words) =>
        await In(folder, words).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
}
