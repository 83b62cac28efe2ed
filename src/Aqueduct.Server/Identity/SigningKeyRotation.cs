using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Identity;

/// <summary>Looks once a minute whether a key has to move on.</summary>
internal sealed partial class SigningKeyRotation(SigningKeyRing ring, TimeProvider clock, ILogger<SigningKeyRotation> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RotateAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop; a host whose start failed would report it as a crash.
        }
    }

    private async Task RotateAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ring.RotateIfDueAsync(stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogRotationFailed(e); // the next tick retries
        }
    }

    [LoggerMessage(1202, LogLevel.Error, "Signing key rotation failed; the current key stays in use")]
    private partial void LogRotationFailed(Exception exception);
}
