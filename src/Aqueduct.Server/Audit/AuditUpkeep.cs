using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Audit;

/// <summary>Every hour deletes what <c>audit.retention_days</c> lets go.</summary>
internal sealed partial class AuditUpkeep(AuditOptions options, AuditRetention retention, TimeProvider clock, ILogger<AuditUpkeep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.RetentionDays is not { } text)
            return;
        var days = int.Parse(text, CultureInfo.InvariantCulture); // checked with the configuration
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                if (await retention.DeleteAsync(clock.GetUtcNow().AddDays(-days), stoppingToken) is > 0 and var deleted)
                    LogDeleted(deleted, days);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e); // the next hour tries again
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1601, LogLevel.Information, "Deleted {Count} audit entries older than {Days} days")]
    private partial void LogDeleted(long count, int days);

    [LoggerMessage(1602, LogLevel.Error, "Old audit entries could not be deleted")]
    private partial void LogFailed(Exception exception);
}
