using Aqueduct.Server.Storage;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Identity;

/// <summary>
/// The issuer's keys and their life (design: announce, wait, sign, verify only, remove):
/// <list type="number">
/// <item>The first key signs at once; nobody holds an older key set.</item>
/// <item>A later key is announced: published beside the one that signs.</item>
/// <item>Once the public issuer has shown it for one <see cref="KeyLife.MaxAge"/>, every cache has it, and it signs.</item>
/// <item>The former key stays published for <see cref="KeyLife.VerifyOnly"/>, then it is removed.</item>
/// </list>
/// The truth is the database; this is the view of one replica, read again every minute.
/// </summary>
internal sealed partial class SigningKeyRing(
    SigningKeyStore store, IssuerProbe probe, IssuerSettings settings, TimeProvider clock, ILogger<SigningKeyRing> logger) : IDisposable
{
    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile KeySet? current;
    private string? reportedAbsence;

    /// <summary>Null until <see cref="LoadAsync"/> has succeeded once.</summary>
    public KeySet? Current => current;

    /// <summary>Reads the keys; makes the first one.</summary>
    public async Task<KeySet> LoadAsync(CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            var rows = await store.LoadAsync(cancellationToken);
            if (!rows.Exists(r => r is { ActivatedAt: not null, RetiredAt: null }))
            {
                await CreateFirstAsync(cancellationToken);
                rows = await store.LoadAsync(cancellationToken);
            }

            return current = View(rows);
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Announces a new key, or returns the one that is announced already.</summary>
    public async Task<PublishedKey> AnnounceAsync(CancellationToken cancellationToken)
    {
        var keys = await LoadAsync(cancellationToken);
        if (keys.Announced is { } announced)
            return announced;

        var key = store.Generate(settings.Algorithm, clock.GetUtcNow());
        if (await store.AnnounceAsync(keys.Signing, key, cancellationToken))
            LogAnnounced(key.Kid, settings.Issuer.Url);

        keys = await LoadAsync(cancellationToken);
        return keys.Announced ?? keys.Signing; // whoever was faster: its key is as new as ours would be
    }

    /// <summary>Takes the next step in the keys' life, if one is due. Safe to call on every replica at any time.</summary>
    public async Task RotateIfDueAsync(CancellationToken cancellationToken)
    {
        await RemoveExpiredAsync(cancellationToken);
        var keys = await LoadAsync(cancellationToken);
        if (keys.Announced is { } announced)
            await AdvanceAsync(keys.Signing, announced, cancellationToken);
        else if (keys.Signing.Algorithm != settings.Algorithm || clock.GetUtcNow() - keys.Signing.ActivatedAt >= KeyLife.RotateAfter)
            await AnnounceAsync(cancellationToken);
    }

    public void Dispose() => reading.Dispose();

    private async Task CreateFirstAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var key = store.Generate(settings.Algorithm, now);
        key.ActivatedAt = now;
        if (await store.AddFirstAsync(key, cancellationToken))
            LogFirstKey(key.Kid, settings.Issuer.Url);
    }

    private async Task RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var expired = (await store.LoadAsync(cancellationToken)).Select(PublishedKey.From).Where(k => k.RemovedAt <= now).Select(k => k.Kid).ToList();
        if (expired.Count > 0 && await store.RemoveAsync(expired, cancellationToken) > 0)
            LogRemoved(string.Join(", ", expired));
    }

    private async Task AdvanceAsync(PublishedKey signing, PublishedKey announced, CancellationToken cancellationToken)
    {
        var absence = await probe.WhyAbsentAsync(announced.Kid, cancellationToken);
        var now = clock.GetUtcNow();
        if (absence is not null)
        {
            // Only a key set without the kid starts the wait anew; an unreachable one says nothing about what caches hold.
            if (absence.SetWasRead && announced.SeenAt is not null)
                await store.MarkSeenAsync(announced, null, cancellationToken);
            if (reportedAbsence != absence.Reason)
                LogNotVisible(announced.Kid, settings.Issuer.Url, reportedAbsence = absence.Reason);
        }
        else if (announced.SeenAt is null)
        {
            reportedAbsence = null;
            await store.MarkSeenAsync(announced, now, cancellationToken);
            LogSeen(announced.Kid, settings.Issuer.Url, now + KeyLife.MaxAge);
        }
        else if (now - announced.SeenAt >= KeyLife.MaxAge && await store.ActivateAsync(signing, announced, now, cancellationToken))
        {
            LogActivated(announced.Kid, signing.Kid, now + KeyLife.VerifyOnly);
        }
        else
        {
            return;
        }

        await LoadAsync(cancellationToken);
    }

    private KeySet View(List<SigningKeyRow> rows)
    {
        var now = clock.GetUtcNow();
        var signing = rows.Single(r => r is { ActivatedAt: not null, RetiredAt: null });
        var keys = rows.Select(PublishedKey.From).Where(k => !(k.RemovedAt <= now)).ToList();
        var last = current;
        return new KeySet(
            keys,
            last?.Signing.Kid == signing.Kid ? last.Credentials : store.Open(signing),
            last is not null && last.Keys.Select(k => k.Kid).SequenceEqual(keys.Select(k => k.Kid)) ? last.Documents : IssuerDocuments.Build(settings.Issuer, keys));
    }

    [LoggerMessage(1203, LogLevel.Information, "The issuer {Issuer} begins with signing key {Kid}")]
    private partial void LogFirstKey(string kid, string issuer);

    [LoggerMessage(1204, LogLevel.Information, "Signing key {Kid} is announced; it signs once {Issuer} has shown it for one max-age")]
    private partial void LogAnnounced(string kid, string issuer);

    [LoggerMessage(1205, LogLevel.Information, "{Issuer} shows signing key {Kid}; it signs from {From:u}")]
    private partial void LogSeen(string kid, string issuer, DateTimeOffset from);

    [LoggerMessage(1206, LogLevel.Warning, "Signing key {Kid} waits, because it is not visible at {Issuer}: {Reason}")]
    private partial void LogNotVisible(string kid, string issuer, string reason);

    [LoggerMessage(1207, LogLevel.Information, "Signing key {Kid} signs now; {Former} verifies until {Until:u}")]
    private partial void LogActivated(string kid, string former, DateTimeOffset until);

    [LoggerMessage(1208, LogLevel.Information, "Removed signing keys {Kids}; no valid token of theirs is left")]
    private partial void LogRemoved(string kids);
}
