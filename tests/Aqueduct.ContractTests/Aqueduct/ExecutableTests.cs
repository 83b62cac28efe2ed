using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace Aqueduct.ContractTests.Executable;

public sealed class ExecutableTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("aqueduct-exe-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_result_is_JSON_on_stdout_alone()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "aqueduct.yaml"), """
            gitlab: { url: https://gitlab.example.com }
            aws: { region: us-east-1 }
            server: { public_url: https://aqueduct.example.com }
            """, TestContext.Current.CancellationToken);

        var result = await Executable.RunAsync(folder, "config", "show", "--output", "json");

        result.ExitCode.ShouldBe(0);
        result.StandardError.ShouldBeEmpty();
        JsonNode.Parse(result.StandardOutput)!["settings"]!.AsArray().Count.ShouldBeGreaterThan(30);
    }

    [Fact]
    public async Task Faults_of_every_source_are_on_stderr_with_exit_2()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "aqueduct.yaml"), "gitlab: { url: nowhere }\naws: {}\n", TestContext.Current.CancellationToken);

        var result = await Executable.RunAsync(folder, "config", "show", "--set", "aws.region=us-est-1");

        result.ExitCode.ShouldBe(2);
        result.StandardOutput.ShouldBeEmpty();
        result.StandardError.ShouldContain("gitlab.url = nowhere  (aqueduct.yaml:1:16)");
        result.StandardError.ShouldContain("aws.region = us-est-1  (--set aws.region)");
        result.StandardError.ShouldNotContain("\e", Case.Sensitive, "colours are for terminals");
    }

    [Fact]
    public async Task The_version_is_one_line()
    {
        var result = await Executable.RunAsync(folder, "--version");

        result.ExitCode.ShouldBe(0);
        result.StandardOutput.TrimEnd().ShouldMatch(@"^\d+\.\d+\.\d+(\+[0-9a-f]+)?$");
    }

    [Theory]
    [InlineData("INT", 2)]
    [InlineData("TERM", 15)]
    public async Task A_stand_in_says_when_it_is_ready_and_a_signal_ends_it_with_130(string signal, int number)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent with kill.");
        Assert.SkipWhen(IsIgnored(number), $"SIG{signal} is ignored in this environment, and children inherit that.");
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "aqueduct"), ["stand-in", "aws", "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var ready = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();
            ready.ShouldStartWith("ready http://127.0.0.1:");
            using var http = new HttpClient();
            (await http.GetAsync(new Uri(ready["ready ".Length..] + "/_standin/ready"), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);

            using (Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);

            process.ExitCode.ShouldBe(130);
        }
        finally
        {
            process.Kill();
        }
    }

    [Theory]
    [InlineData("--urls", "http://0.0.0.0:0", "loopback")]
    [InlineData("--connect-to", "a=b", "HOST:PORT=ADDRESS:PORT")]
    public async Task A_stand_in_refuses_wrong_options_with_exit_2(string option, string value, string reason)
    {
        var result = await Executable.RunAsync(folder, "stand-in", "aws", option, value);

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldContain(reason);
        result.StandardOutput.ShouldBeEmpty();
    }

    private static bool IsIgnored(int signal)
    {
        var mask = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t')[1].Trim();
        return (Convert.ToUInt64(mask, 16) & (1UL << (signal - 1))) != 0;
    }
}
