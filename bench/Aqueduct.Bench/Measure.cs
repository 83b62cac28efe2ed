using System.Diagnostics;
using System.Globalization;
using System.Text;
using CliWrap;

namespace Aqueduct.Bench;

/// <summary>Times whole processes; every figure is the median of several runs, interleaved with its reference.</summary>
internal sealed class Measure(TimeProvider clock)
{
    public const int Runs = 7;

    /// <summary>Medians in milliseconds of two actions run in turn, after one warm-up of each.</summary>
    public static async Task<(double Ours, double Reference)> InTurnAsync(Func<Task<double>> ours, Func<Task<double>> reference)
    {
        await ours();
        await reference();
        List<double> a = [], b = [];
        for (var run = 0; run < Runs; run++)
        {
            a.Add(await ours());
            b.Add(await reference());
        }
        return (Median(a), Median(b));
    }

    /// <summary>Milliseconds until a command ended; it must succeed.</summary>
    public async Task<double> CommandAsync(Command command, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var errors = new StringBuilder();
        var result = await (command | (PipeTarget.Null, PipeTarget.ToStringBuilder(errors))).WithValidation(CommandResultValidation.None).ExecuteAsync(cancellationToken);
        if (result.ExitCode is not 0)
            throw new InvalidOperationException($"{command} ended with {result.ExitCode}: {errors}");
        return clock.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Milliseconds from process start until <paramref name="url"/> answers 200; then runs <paramref name="while"/>, then ends the process.</summary>
    public async Task<double> UntilReadyAsync(ProcessStartInfo start, Uri url, Func<Process, Task> @while, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var http = new HttpClient();
        var started = clock.GetTimestamp();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!await AnswersAsync(http, url, cancellationToken))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode} before it was ready.");
            await Task.Delay(TimeSpan.FromMilliseconds(2), clock, cancellationToken);
        }
        var elapsed = clock.GetElapsedTime(started).TotalMilliseconds;
        await @while(process);
        await Cli.Wrap("kill").WithArguments(["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]).ExecuteAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return elapsed;
    }

    /// <summary>Resident memory of a process in MB.</summary>
    public static double ResidentMegabytes(Process process)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(url, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
