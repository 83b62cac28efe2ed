using Aqueduct.Server.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>Tells users of dead events, each at most once, and forgets dead events that are old.</summary>
/// <param name="notes">Null: no GitLab token is configured, and the log has to do.</param>
internal sealed partial class FailureNotePosting(
    DeadEvents dead, IFailureNotes? notes, WakeUps wakeUps, TimeProvider clock, ILogger<FailureNotePosting> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var timer = clock.CreateTimer(_ => wakeUps.Notes.Signal(), null, TimeSpan.Zero, Poll);
            await foreach (var _ in wakeUps.Notes.WaitAsync(stoppingToken))
                await PassAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A note whose call was begun is not written again.
        }
    }

    /// <summary>Never throws but for the stop.</summary>
    internal async Task PassAsync(CancellationToken cancellationToken)
    {
        try
        {
            await dead.ForgetOldAsync(cancellationToken);
            while (notes is not null && await dead.BeginNoteAsync(cancellationToken) is { } begun && await PostAsync(notes, begun, cancellationToken))
            {
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    /// <returns>False when GitLab takes no notes now.</returns>
    private async Task<bool> PostAsync(IFailureNotes notes, DeadEvent begun, CancellationToken cancellationToken)
    {
        var result = await notes.PostAsync(begun.Origin!, NoteText.Of(begun), cancellationToken);
        if (result is not NoteResult.Unknown)
            await dead.EndNoteAsync(begun, StateAfter(result), CancellationToken.None);
        if (result is not NoteResult.Posted)
            LogNotPosted(begun.OrderKey, result, begun.CorrelationId);
        return result is not NoteResult.TryLater;
    }

    private static FailureNote StateAfter(NoteResult result) => result switch
    {
        NoteResult.Posted => FailureNote.Posted,
        NoteResult.TryLater => FailureNote.Wanted,
        _ => FailureNote.Failed,
    };

    [LoggerMessage(1455, LogLevel.Warning, "The failure note for {OrderKey}: {Result} (request {CorrelationId})")]
    private partial void LogNotPosted(string orderKey, NoteResult result, string correlationId);

    [LoggerMessage(1456, LogLevel.Error, "Dead events could not be looked through; the next minute tries again")]
    private partial void LogFailed(Exception exception);
}
