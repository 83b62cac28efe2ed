using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Identity.CloudConnector;

/// <summary>Fetches the issuers' keys at the start and whenever their time is over, so that no request waits for that.</summary>
internal sealed partial class TrustedKeyRefresh(TrustedIssuers issuers, TimeProvider clock, ILogger<TrustedKeyRefresh> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TrustedIssuer.Pause, clock);
        try
        {
            do
                await RefreshAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop; a host whose start failed would report it as a crash.
        }
    }

    private async Task RefreshAsync(CancellationToken stoppingToken)
    {
        try
        {
            await issuers.RefreshIfDueAsync().WaitAsync(stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogRefreshFailed(e); // the next tick retries
        }
    }

    [LoggerMessage(1222, LogLevel.Error, "Fetching the keys of the token issuers failed; the known ones stay in use")]
    private partial void LogRefreshFailed(Exception exception);
}
