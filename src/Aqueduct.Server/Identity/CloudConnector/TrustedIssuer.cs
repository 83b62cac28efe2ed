using System.Text.Json;
using Aqueduct.Server.Identity.Inspection;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Identity.CloudConnector;

/// <summary>
/// An issuer whose tokens are believed, and its keys. They are fetched again when their time is over and when a token names one that is not
/// among them; one fetch at a time, the next at the earliest <see cref="Pause"/> after the last began. While a fetch fails, the last good keys stay.
/// </summary>
internal sealed partial class TrustedIssuer(string name, HttpClient http, TimeProvider clock, ILogger logger)
{
    /// <summary>Whoever invents key IDs makes us ask the issuer this often at most.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private volatile TrustedKeys keys = TrustedKeys.None;
    private Task fetch = Task.CompletedTask;
    private DateTimeOffset notBefore = DateTimeOffset.MinValue;
    private string? reportedFault; // one line for an outage, not one for each try

    /// <summary>The <c>iss</c> of its tokens.</summary>
    public string Name => name;

    public TrustedKeys Keys => keys;

    /// <summary>The keys, with this one if the issuer publishes it. Waits only for a key that is not known.</summary>
    public async ValueTask<TrustedKeys> KeysWithAsync(string kid, CancellationToken cancellationToken)
    {
        if (keys.Find(kid) is null)
            await RefreshAsync().WaitAsync(cancellationToken);
        return keys;
    }

    public Task RefreshIfDueAsync() => clock.GetUtcNow() >= keys.RefreshAt ? RefreshAsync() : Task.CompletedTask;

    private Task RefreshAsync()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (now < notBefore)
                return fetch;
            notBefore = now + Pause; // longer than a fetch can take, so there is one at a time
            return fetch = Task.Run(FetchAsync);
        }
    }

    private async Task FetchAsync()
    {
        var (fetched, fault) = await TryFetchAsync();
        if (fetched is not null)
        {
            LogFetched(name, string.Join(", ", fetched.Kids.Select(ClaimReading.Quote)));
            keys = fetched;
        }
        else if (fault != reportedFault)
        {
            LogNotFetched(name, fault, keys.Kids.Count());
        }

        reportedFault = fault;
    }

    private async Task<(TrustedKeys? Keys, string? Fault)> TryFetchAsync()
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            return await PublishedKeys.FetchAsync(http, name, clock, patience.Token);
        }
        catch (OperationCanceledException)
        {
            return (null, $"no answer within {Patience.TotalSeconds} seconds");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException)
        {
            return (null, (e.InnerException ?? e).Message);
        }
    }

    [LoggerMessage(1220, LogLevel.Debug, "Token issuer {Issuer} publishes the keys {Kids}")]
    private partial void LogFetched(string issuer, string kids);

    [LoggerMessage(1221, LogLevel.Warning, "The keys of token issuer {Issuer} could not be fetched: {Reason}; keys still in use: {Known}")]
    private partial void LogNotFetched(string issuer, string? reason, int known);
}
