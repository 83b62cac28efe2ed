using System.Diagnostics;
using System.Globalization;
using CliWrap;

namespace Aqueduct.Bench.Gateway;

/// <summary>A process on one core, and what it has used. Its output goes to a file.</summary>
internal sealed class PinnedProcess : IAsyncDisposable
{
    /// <summary>Of <c>/proc/PID/stat</c>; fixed on Linux.</summary>
    private const double TicksPerSecond = 100;

    private readonly Process process;

    private PinnedProcess(Process process) => this.process = process;

    /// <param name="ready">Answers 200 once it serves.</param>
    public static async Task<PinnedProcess> StartAsync(int core, string folder, Uri ready, TimeProvider clock, params string[] command)
    {
        var output = Path.Combine(folder, $"{Path.GetFileName(command[0])}-{ready.Port}.log");
        // exec all the way: the process started is the one measured
        var start = new ProcessStartInfo("sh", ["-c", $"exec taskset -c {core} \"$@\" >{output} 2>&1", "sh", .. command]) { WorkingDirectory = folder };
        var pinned = new PinnedProcess(Process.Start(start)!);
        using var http = new HttpClient();
        while (!await IsReadyAsync(http, ready))
        {
            if (pinned.process.HasExited)
                throw new InvalidOperationException($"{command[0]} ended: {await File.ReadAllTextAsync(output)}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock);
        }

        return pinned;
    }

    /// <summary>CPU time used so far, by user and kernel together.</summary>
    public TimeSpan Used
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return TimeSpan.FromSeconds((long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
        }
    }

    public double ResidentMegabytes => Measure.ResidentMegabytes(process);

    public async ValueTask DisposeAsync()
    {
        await Cli.Wrap("kill").WithArguments(["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]).ExecuteAsync();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, Uri url)
    {
        try
        {
            using var answer = await http.GetAsync(url);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
