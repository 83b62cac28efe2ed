using System.Globalization;
using CliWrap;
using CliWrap.Buffered;

namespace Aqueduct.Bench.Gateway;

/// <summary>What one run of <c>wrk</c> saw, and what it cost the server.</summary>
/// <param name="MicrosecondsOfCpu">Per request, of the server's process.</param>
internal sealed record LoadResult(double PerSecond, double P99Milliseconds, double MicrosecondsOfCpu, long Requests, long Errors);

/// <summary>Events from <c>wrk</c> on the second core. CPU time is the figure to trust: it hardly depends on who else uses the machine.</summary>
internal sealed class Load(string token)
{
    private int runs;

    public async Task<LoadResult> RunAsync(PinnedProcess server, int port, int connections, int seconds, bool cold = false)
    {
        var used = server.Used;
        var run = (++runs).ToString(CultureInfo.InvariantCulture);
        var result = await Cli.Wrap("taskset")
            .WithArguments(["-c", "1", "wrk", "-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "20s", "-s", Path.Combine(AppContext.BaseDirectory, "Gateway", "events.lua"), BenchWorld.Url(port)])
            .WithEnvironmentVariables(e => e.Set("BENCH_TOKEN", token).Set("BENCH_ROLE_ARN", BenchWorld.RoleArn)
                .Set("BENCH_INSTANCE_UID", BenchWorld.InstanceUid).Set("BENCH_RUN", run).Set("BENCH_COLD", cold ? "1" : null))
            .ExecuteBufferedAsync();
        var fields = result.StandardOutput.Split('\n').First(l => l.StartsWith("bench ", StringComparison.Ordinal)).Split(' ')[1..]
            .Select(f => long.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        var (requests, microseconds, p99, errors) = (fields[0], fields[1], fields[2], fields[3]);
        return new(requests / (microseconds / 1e6), p99 / 1e3, (server.Used - used).TotalMicroseconds / requests, requests, errors);
    }

    /// <summary>Each figure the median of several.</summary>
    public static LoadResult Median(IReadOnlyCollection<LoadResult> results)
    {
        double Middle(Func<LoadResult, double> figure) => results.Select(figure).Order().ElementAt(results.Count / 2);
        return new(Middle(r => r.PerSecond), Middle(r => r.P99Milliseconds), Middle(r => r.MicrosecondsOfCpu), results.Sum(r => r.Requests), results.Sum(r => r.Errors));
    }
}
