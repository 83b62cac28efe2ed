using System.Diagnostics;
using System.Text.Json;
using Aqueduct.Commands;

namespace Aqueduct.Story;

/// <summary>A finished program: its exit code and what it printed.</summary>
internal sealed record FinishedRun(int ExitCode, string Output, string Errors)
{
    /// <exception cref="StepFailedException">It ended with another code.</exception>
    public FinishedRun ShouldExit(int code) => ExitCode == code
        ? this
        : throw new StepFailedException($"exit code {ExitCode} instead of {code}: {(Errors.Length > 0 ? Errors : Output).Trim()}");

    public JsonElement Json() => JsonDocument.Parse(Output).RootElement;
}

/// <summary>Runs commands of this executable, as a person would, on one configuration.</summary>
internal sealed class AqueductRun(string configFile)
{
    public Task<FinishedRun> RunAsync(string words, CancellationToken cancellationToken) => RunAsync(
        Environment.ProcessPath!, [.. words.Split(' '), "--config", configFile], new Dictionary<string, string>(), cancellationToken);

    /// <param name="variables">The only variables the program sees that configure AWS or Aqueduct.</param>
    public static async Task<FinishedRun> RunAsync(
        string program, IEnumerable<string> words, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ProcessEnvironment.RemoveConfiguration(start.Environment);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new FinishedRun(process.ExitCode, await output, await errors);
    }
}
