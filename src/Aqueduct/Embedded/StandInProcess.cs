using System.Diagnostics;

namespace Aqueduct.Embedded;

/// <summary>
/// A stand-in as a process of its own: this executable, started again. It ends with us, even when we are killed,
/// because it watches its standard input.
/// </summary>
internal sealed class StandInProcess : IAsyncDisposable
{
    private readonly Process process;

    private StandInProcess(Process process) => this.process = process;

    /// <summary>Completes when the stand-in ended, which while we live it should not.</summary>
    public Task Exited => process.WaitForExitAsync(CancellationToken.None);

    /// <summary>Ends when the stand-in answers.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message is what it said.</exception>
    public static async Task<StandInProcess> StartAsync(IEnumerable<string> words, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. words, "--until-stdin-closes"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var standIn = new StandInProcess(process);
        try
        {
            if (await process.StandardOutput.ReadLineAsync(cancellationToken) is null) // one line when it is ready
                throw new InvalidOperationException((await said).Trim());
        }
        catch
        {
            await standIn.DisposeAsync();
            throw;
        }
        return standIn;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}
