using Aqueduct.StandIns.Hosting;

namespace Aqueduct.StandIns.Aws;

/// <summary>How the AWS stand-in runs.</summary>
public sealed class AwsStandInOptions
{
    /// <summary>One loopback address such as <c>http://127.0.0.1:7481</c>; port 0 picks a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:7481";

    /// <summary>Names that STS and Amazon Q reach at another address: <c>HOST:PORT=ADDR:PORT</c>.</summary>
    public IReadOnlyList<string> ConnectTo { get; init; } = [];

    /// <summary>PEM file of roots that STS and Amazon Q trust beside the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>Folder for <c>aws-state.json</c>, written after each change and read at start; null keeps the state in memory.</summary>
    public string? StateFolder { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Everything that is wrong, each with value, reason and fix; empty when the stand-in can start.</summary>
    public IReadOnlyList<string> Faults() => [.. FaultsOf()];

    private IEnumerable<string> FaultsOf()
    {
        if (!LoopbackUrl.TryParse(Urls, out _, out var refusal)) yield return refusal;
        foreach (var rule in ConnectTo.Where(r => !Hosting.ConnectTo.TryParse(r, out _)))
            yield return $"'{rule}' is not a rule to connect elsewhere: give HOST:PORT=ADDRESS:PORT.";
        if (CaFile is not null && !File.Exists(CaFile))
            yield return $"The file of trusted roots '{CaFile}' does not exist: give a PEM file.";
    }
}
