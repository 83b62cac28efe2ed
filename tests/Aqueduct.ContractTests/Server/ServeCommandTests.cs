using System.Diagnostics;
using System.Globalization;
using System.Net;
using Aqueduct.ContractTests.Storage;

namespace Aqueduct.ContractTests.Server;

/// <summary>The executable as operators run it.</summary>
public sealed class ServeCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    public ServeCommandTests() => File.WriteAllText(folder.File("aqueduct.yaml"), $$"""
        gitlab: { url: https://gitlab.example.test, instance_uid: {{RunningServer.Uid}} }
        aws: { region: us-east-1 }
        server: { public_url: https://aqueduct.example.test, urls: "http://127.0.0.1:0" }
        """);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Told_to_stop_the_server_ends_well_and_leaves_no_socket()
    {
        using var server = Start("serve");
        using var http = new HttpClient { BaseAddress = await ReadyAsync(server) };
        (await http.GetAsync("/readyz", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await SignalAsync(server, "TERM");

        server.ExitCode.ShouldBe(0);
        File.Exists(folder.File("data/aqueduct.sock")).ShouldBeFalse();
    }

    [Fact]
    public async Task After_a_kill_the_next_start_finds_the_same_key()
    {
        string before, after;
        using (var killed = Start("serve"))
        {
            before = await JwksAsync(killed);
            await SignalAsync(killed, "KILL");
        }

        File.Exists(folder.File("data/aqueduct.sock")).ShouldBeTrue();
        using (var next = Start("serve"))
        {
            after = await JwksAsync(next);
            await SignalAsync(next, "TERM");
        }

        after.ShouldBe(before);
    }

    [Fact]
    public async Task Identity_commands_say_the_same_with_and_without_a_running_server()
    {
        using var server = Start("serve");
        await ReadyAsync(server);
        var online = await OutputAsync("identity", "keys", "--output", "json");
        await SignalAsync(server, "TERM");

        var offline = await OutputAsync("identity", "keys", "--output", "json");

        offline.ShouldBe(online);
        offline.ShouldContain("\"state\":\"signing\"");
    }

    [Fact]
    public async Task Published_files_are_what_the_server_serves()
    {
        using var server = Start("serve");
        var served = await JwksAsync(server);
        await OutputAsync("identity", "publish", "--to", "public");
        await SignalAsync(server, "TERM");

        (await File.ReadAllTextAsync(folder.File($"public{RunningServer.IssuerPath}/.well-known/jwks.json"), Cancelled)).ShouldBe(served);
    }

    [Fact]
    public async Task Token_from_stdin_is_explained_and_never_echoed()
    {
        using var inspect = Start("token", "inspect", "-");
        await inspect.StandardInput.WriteAsync("eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4IiwiaWF0IjoxLCJleHAiOjJ9.c2VjcmV0");
        inspect.StandardInput.Close();
        var output = await inspect.StandardOutput.ReadToEndAsync(Cancelled);
        await inspect.WaitForExitAsync(Cancelled);

        inspect.ExitCode.ShouldBe(1);
        output.ShouldContain("not signed");
        output.ShouldContain("expired");
        output.ShouldNotContain("c2VjcmV0");
        Directory.Exists(folder.File("data")).ShouldBeFalse("looking at a token creates nothing");
    }

    private Process Start(params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "aqueduct"), words)
        {
            WorkingDirectory = folder.FullPath,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true, // a few lines at most, which the pipe holds
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("AQUEDUCT", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        return Process.Start(start)!;
    }

    private static async Task<Uri> ReadyAsync(Process server)
    {
        var line = await server.StandardOutput.ReadLineAsync(Cancelled);
        line.ShouldNotBeNull().ShouldStartWith("ready http://127.0.0.1:");
        return new Uri(line["ready ".Length..]);
    }

    private static async Task<string> JwksAsync(Process server)
    {
        using var http = new HttpClient { BaseAddress = await ReadyAsync(server) };
        return await http.GetStringAsync(RunningServer.IssuerPath + "/.well-known/jwks.json", Cancelled);
    }

    private async Task<string> OutputAsync(params string[] words)
    {
        using var process = Start(words);
        var output = await process.StandardOutput.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
        process.ExitCode.ShouldBe(0);
        return output;
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(Cancelled);
    }
}
