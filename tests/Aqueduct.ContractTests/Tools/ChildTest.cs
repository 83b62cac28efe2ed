using System.Diagnostics;

namespace Aqueduct.ContractTests.Tools;

/// <summary>
/// A process of its own that can be killed: this test program again, running one explicit test of the same class. What that test writes as
/// a line that begins with <c>&gt;</c> is what it says to its parent.
/// </summary>
internal sealed class ChildTest : IDisposable
{
    private const string Argument = "AQUEDUCT_TEST_CHILD_ARGUMENT";

    private readonly Process process;

    private ChildTest(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>In the child: what the parent gave it.</summary>
    public static string Given => Environment.GetEnvironmentVariable(Argument) ?? throw new InvalidOperationException("Only a parent test starts this one.");

    public static ChildTest Start<TClass>(string test, string argument)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-noLogo", "-noColor", "-explicit", "only", "-method", $"{typeof(TClass).FullName}.{test}"])
        {
            RedirectStandardOutput = true,
            Environment = { [Argument] = argument },
        };
        return new ChildTest(Process.Start(start)!);
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
}
