using System.Globalization;

namespace Aqueduct.Bench.Gateway;

/// <summary>Rows «gateway» of the budgets. The server measured has a core of its own; load and upstream share the other.</summary>
internal static class GatewayBench
{
    private const int Runs = 5;
    private const int Seconds = 4;

    /// <summary>So long the compiler takes to be done with what runs often, on a core it shares with the requests.</summary>
    private const int WarmUp = 60;

    private const int ServerCore = 0;
    private const int OtherCore = 1;

    /// <param name="millions">How many million requests the memory is watched for; 0 leaves that out.</param>
    public static async Task<int> RunAsync(string aqueduct, double millions, TimeProvider clock)
    {
        var folder = Directory.CreateTempSubdirectory("aqueduct-bench-").FullName;
        var caFile = Path.Combine(folder, "ca.pem");
        var self = Environment.ProcessPath!;
        Task<PinnedProcess> Start(int core, int port, params string[] command) =>
            PinnedProcess.StartAsync(core, folder, new Uri(BenchWorld.Url(port) + "/readyz"), clock, command);

        await using var upstream = await Start(OtherCore, BenchWorld.Desk, self, "gateway-upstream", caFile);
        using var http = new HttpClient();
        var token = await http.GetStringAsync(new Uri(BenchWorld.Url(BenchWorld.Desk) + "/token"));
        var load = new Load(token);

        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), BenchWorld.NginxConfiguration(folder));
        await using var nginx = await Start(ServerCore, BenchWorld.Nginx, "nginx", "-p", folder, "-c", Path.Combine(folder, "nginx.conf"));
        await using var bare = await Start(ServerCore, BenchWorld.Bare, self, "gateway-bare");
        await using var ours = await StartOursAsync(BenchWorld.Ours, BenchWorld.Aws);

        await load.RunAsync(ours, BenchWorld.Ours, 64, WarmUp);
        await load.RunAsync(bare, BenchWorld.Bare, 64, WarmUp / 3);

        Console.WriteLine($"load average {await File.ReadAllTextAsync("/proc/loadavg")}");
        Console.WriteLine("| what | connections | per second | p99 | server CPU per request |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var connections in (int[])[1, 16, 64])
        {
            List<LoadResult> a = [], b = [], c = [];
            for (var run = 0; run < Runs; run++)
            {
                a.Add(await load.RunAsync(ours, BenchWorld.Ours, connections, Seconds));
                b.Add(await load.RunAsync(bare, BenchWorld.Bare, connections, Seconds));
                c.Add(await load.RunAsync(nginx, BenchWorld.Nginx, connections, Seconds));
            }

            Row("gateway, warm", connections, Load.Median(a));
            Row("bare ASP.NET Core forward", connections, Load.Median(b));
            Row("nginx", connections, Load.Median(c));
        }

        var chat = await new ChatFirstByte(token, clock).MeasureAsync();
        Console.WriteLine($"chat's first byte: {chat.Ours:F2} ms, directly {chat.Direct:F2} ms, added {chat.Ours - chat.Direct:F2} ms");

        if (millions > 0)
            await WatchMemoryAsync(load, ours, (long)(millions * 1e6));

        List<LoadResult> cold = [];
        for (var run = 0; run < Runs; run++)
            cold.Add(await load.RunAsync(ours, BenchWorld.Ours, 64, Seconds, cold: true));
        Row("gateway, cold: a new user every request", 64, Load.Median(cold));

        await using var slow = await StartOursAsync(BenchWorld.OursSlow, BenchWorld.SlowAws);
        await load.RunAsync(slow, BenchWorld.OursSlow, 64, WarmUp / 3);
        List<LoadResult> paused = [];
        for (var run = 0; run < Runs; run++)
            paused.Add(await load.RunAsync(slow, BenchWorld.OursSlow, 64, Seconds));
        Row($"gateway, warm, STS 20 ms and Q 60 ms away (ideal {64 / 0.06:F0}/s)", 64, Load.Median(paused));
        Console.WriteLine($"load average {await File.ReadAllTextAsync("/proc/loadavg")}");
        return 0;

        async Task<PinnedProcess> StartOursAsync(int port, int aws)
        {
            var home = Directory.CreateDirectory(Path.Combine(folder, port.ToString(CultureInfo.InvariantCulture))).FullName;
            var configuration = Path.Combine(home, "aqueduct.yaml");
            await File.WriteAllTextAsync(configuration, BenchWorld.Configuration(port, aws, caFile));
            return await Start(ServerCore, port, aqueduct, "serve", "--config", configuration);
        }
    }

    private static async Task WatchMemoryAsync(Load load, PinnedProcess server, long requests)
    {
        var (sent, before) = (0L, server.ResidentMegabytes);
        var megabytes = new List<double>();
        while (sent < requests)
        {
            sent += (await load.RunAsync(server, BenchWorld.Ours, 64, Seconds)).Requests;
            megabytes.Add(server.ResidentMegabytes);
        }

        Console.WriteLine($"memory over {sent:N0} requests: {before:F0} MB before, {megabytes.Min():F0} to {megabytes.Max():F0} MB on the way, {megabytes[^1]:F0} MB at the end");
    }

    private static void Row(string what, int connections, LoadResult r) => Console.WriteLine(
        $"| {what} | {connections} | {r.PerSecond:N0} | {r.P99Milliseconds:F2} ms | {r.MicrosecondsOfCpu:F1} µs |{(r.Errors > 0 ? $" {r.Errors} errors" : "")}");
}
