using System.Diagnostics;

namespace Aqueduct.StandIns.GitLab.Git;

/// <summary>Runs the machine's <c>git</c>, free of the caller's configuration.</summary>
internal static class GitCommand
{
    public static ProcessStartInfo Prepare(string folder, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("GIT_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("safe.directory=*");
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }

    /// <returns>Standard output, or null when git refused.</returns>
    public static async Task<byte[]?> TryRunAsync(ProcessStartInfo start, byte[] input, CancellationToken cancellationToken)
    {
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            using var output = new MemoryStream();
            var reading = process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
            await Task.WhenAll(reading, errors, process.WaitForExitAsync(cancellationToken));
            return process.ExitCode == 0 ? output.ToArray() : null;
        }
        catch
        {
            if (!process.HasExited) process.Kill();
            throw;
        }
    }

    public static async Task<byte[]> RunAsync(ProcessStartInfo start, byte[] input, CancellationToken cancellationToken) =>
        await TryRunAsync(start, input, cancellationToken) ?? throw new IOException($"git {string.Join(' ', start.ArgumentList.Skip(2))} failed in {start.WorkingDirectory}.");
}
