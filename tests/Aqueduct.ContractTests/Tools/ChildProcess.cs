using System.Diagnostics;
using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestPipelineStartup(typeof(Aqueduct.ContractTests.Tools.ChildProcess.Startup))]

namespace Aqueduct.ContractTests.Tools;

/// <summary>
/// A process of its own that can be killed: this test program again, which then runs one static method instead of tests. The method takes
/// the argument and speaks to its parent in lines that begin with <c>&gt;</c>.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private const string Method = "AQUEDUCT_TEST_CHILD";
    private const string Argument = "AQUEDUCT_TEST_CHILD_ARGUMENT";

    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public static ChildProcess Start(Func<string, Task> method, string argument)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-noLogo", "-noColor"])
        {
            RedirectStandardOutput = true,
            Environment = { [Method] = $"{method.Method.DeclaringType!.FullName}:{method.Method.Name}", [Argument] = argument },
        };
        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>In the child: the other end of <see cref="ReadAsync"/>.</summary>
    public static void Say(string line)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput());
        output.WriteLine($">{line}");
    }

    /// <returns>The next line the child says; fails when it ends instead.</returns>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var others = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith('>'))
                return line[1..];
            others.Add(line);
        }
        throw new InvalidOperationException($"The child ended: {string.Join('\n', others)}");
    }

    /// <summary>SIGKILL: nothing in the process gets a chance to clean up.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    /// <summary>Runs before any test is looked for; in a child it does the child's work and ends the process.</summary>
    public sealed class Startup : ITestPipelineStartup
    {
        public async ValueTask StartAsync(IMessageSink diagnosticMessageSink)
        {
            if (Environment.GetEnvironmentVariable(Method)?.Split(':') is not [var type, var method])
                return;
            try
            {
                var child = Type.GetType(type)!.GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.CreateDelegate<Func<string, Task>>();
                await child(Environment.GetEnvironmentVariable(Argument)!);
            }
            catch (Exception e)
            {
                Console.WriteLine(e);
            }
            Environment.Exit(0);
        }

        public ValueTask StopAsync() => ValueTask.CompletedTask;
    }
}
