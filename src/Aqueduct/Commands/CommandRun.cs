using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aqueduct.Configuration;
using Aqueduct.Rendering;
using Aqueduct.Setup;

namespace Aqueduct.Commands;

/// <summary>One run of a command: its words, its surroundings, and the ways to answer.</summary>
internal sealed class CommandRun(ParseResult words)
{
    private readonly Surroundings surroundings = (Surroundings)words.InvocationConfiguration;
    private bool hasReported;

    public Terminal Terminal => surroundings.Terminal;

    public TimeProvider Clock => surroundings.Clock;

    public IReadOnlyDictionary<string, string> Environment => surroundings.Environment;

    public string WorkingFolder => surroundings.WorkingFolder;

    /// <summary>The result is JSON; only for commands with <see cref="AqueductCommand.Reports"/>.</summary>
    public bool AsJson => words.GetValue(SharedOptions.Output) is OutputFormat.Json;

    /// <returns>An absolute path: what a flag names counts from the working folder.</returns>
    [return: NotNullIfNotNull(nameof(path))]
    public string? PathOf(string? path) => path is null ? null : Path.GetFullPath(path, WorkingFolder);

    public T? Get<T>(Option<T> option) => words.GetValue(option);

    public T? Get<T>(Argument<T> argument) => words.GetValue(argument);

    /// <summary>Whether the user configured anything: a file, or variables or flags that name GitLab or AWS.</summary>
    public bool IsConfigured => ConfigurationLoader.IsConfigured(Request(words.GetValue(SharedOptions.Config)));

    /// <summary>
    /// The effective configuration. Null when it is wrong or missing: every fault was then printed,
    /// and the command answers <see cref="ExitCode.Usage"/>.
    /// </summary>
    public Task<AqueductConfiguration?> LoadConfigurationAsync(CancellationToken cancellationToken) =>
        LoadConfigurationAsync(words.GetValue(SharedOptions.Config), cancellationToken);

    /// <param name="file">Instead of what <c>--config</c> names.</param>
    public async Task<AqueductConfiguration?> LoadConfigurationAsync(string? file, CancellationToken cancellationToken)
    {
        var loaded = await ConfigurationLoader.LoadAsync(Request(file), cancellationToken);
        if (loaded.Failure is { } failure)
            FailureText.Write(Terminal, failure);
        if (loaded.Faults.Count > 0)
            ConfigurationFaultText.Write(Terminal, loaded.Faults);
        if (loaded.Configuration is null)
            ReportFailures(loaded.Failure is { } alone ? [alone] : [.. loaded.Faults.Select(f => f.ToFailure())]);
        return loaded.Configuration;
    }

    private ConfigurationRequest Request(string? file) => new(WorkingFolder, file, Environment, words.GetValue(SharedOptions.Set) ?? []);

    /// <summary>Prints what a person has to know, and as JSON what a program has to; the answer of the command is <paramref name="exitCode"/>.</summary>
    public int Fail(Failure failure, int exitCode = ExitCode.Failed) => FailAll([failure], exitCode);

    /// <inheritdoc cref="Fail"/>
    public int FailAll(IReadOnlyList<Failure> failures, int exitCode = ExitCode.Failed)
    {
        foreach (var failure in failures)
            FailureText.Write(Terminal, failure);
        ReportFailures(failures);
        return exitCode;
    }

    /// <summary>Prose for a person, on stderr.</summary>
    public void Say(string prose) => Terminal.Error.WriteLine(prose);

    /// <summary>The result, on stdout: <paramref name="value"/> as JSON, or what <paramref name="text"/> writes.</summary>
    public void Report<T>(T value, JsonTypeInfo<T> json, Action<T, TextWriter, Paint> text)
    {
        if (AsJson)
            Terminal.Out.WriteLine(JsonSerializer.Serialize(value, json));
        else
            text(value, Terminal.Out, Terminal.OutPaint);
        hasReported = true;
    }

    /// <summary>Stdout is one JSON document, whatever happens: none when the result, which was printed, holds the failure.</summary>
    private void ReportFailures(IReadOnlyList<Failure> failures)
    {
        if (AsJson && !hasReported)
            Terminal.Out.WriteLine(JsonSerializer.Serialize(new FailureReport(failures), FailureJson.Default.FailureReport));
        hasReported = true;
    }
}
