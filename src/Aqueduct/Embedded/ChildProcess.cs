using System.Diagnostics;
using Aqueduct.Commands;

namespace Aqueduct.Embedded;

/// <summary>
/// A stand-in or server as a process of its own: this executable, started again. It ends with us, even when we are killed,
/// because it watches its standard input.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process process;

    private ChildProcess(Process process, string ready) => (this.process, Ready) = (process, ready);

    /// <summary>What it said when it was ready: the word and its addresses.</summary>
    public string Ready { get; }

    /// <summary>Ends when the first line, "ready …", was printed.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message is what it said.</exception>
    public static async Task<ChildProcess> StartAsync(IEnumerable<string> words, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. words, "--until-stdin-closes"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ProcessEnvironment.RemoveConfiguration(start.Environment);
        var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            var ready = await process.StandardOutput.ReadLineAsync(cancellationToken);
            return new ChildProcess(process, ready ?? throw new InvalidOperationException((await said).Trim()));
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    /// <summary>Ends it without a chance to do anything.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => EndAsync(process);

    private static async ValueTask EndAsync(Process process)
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}
