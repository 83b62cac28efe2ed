using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aqueduct.Setup.Connections;

/// <summary>What is remembered of the connection: written before each step that changes something at AWS, and after it.</summary>
/// <param name="Wanted">What is registered, or about to be.</param>
/// <param name="Former">While it is replaced: what was registered before, to go back to.</param>
/// <param name="ConsentAt">When a person's code was handed to Amazon Q; a new registration needs a new one.</param>
internal sealed record ConnectionRecord(
    ConnectionPhase Phase, Registration Wanted, DateTimeOffset At, Registration? Former = null, DateTimeOffset? ConsentAt = null);

internal enum ConnectionPhase
{
    /// <summary>About to be created where nothing was.</summary>
    Creating,

    /// <summary>About to be put in the place of another one; which of the two is there is unknown.</summary>
    Replacing,

    Registered,

    /// <summary>About to be deleted.</summary>
    Disconnecting,
}

/// <summary>The rows of the connection in <see cref="ISetupState"/>.</summary>
internal sealed class ConnectionRecords(ISetupState state)
{
    public const string Connection = "connection";
    public const string PendingConsent = "connection.consent";
    public const string LastCall = "connection.last-call";

    /// <summary>What they say together.</summary>
    /// <param name="byGitLab">GitLab hands over codes by itself: nobody has to consent.</param>
    public async Task<ConnectionStatus> ShowAsync(bool byGitLab, CancellationToken cancellationToken)
    {
        var lastCall = await GetLastCallAsync(cancellationToken);
        if (await GetAsync(cancellationToken) is not { } record)
            return new(ConnectionState.NotConnected, LastCall: lastCall);
        var state = record switch
        {
            { Phase: not ConnectionPhase.Registered } => ConnectionState.Interrupted,
            { ConsentAt: null } when !byGitLab => ConnectionState.Incomplete,
            _ => ConnectionState.Connected,
        };
        var shown = record.Wanted;
        return new(state, shown.RoleArn, shown.InstanceUrl, shown.ClientId, shown.RedirectUrl, record.At, record.ConsentAt, lastCall);
    }

    public Task<ConnectionRecord?> GetAsync(CancellationToken cancellationToken) =>
        ReadAsync(Connection, ConnectionJson.Default.ConnectionRecord, cancellationToken);

    public Task SetAsync(ConnectionRecord record, CancellationToken cancellationToken) =>
        state.SetAsync(Connection, JsonSerializer.Serialize(record, ConnectionJson.Default.ConnectionRecord), cancellationToken);

    public Task RemoveAsync(string key, CancellationToken cancellationToken) => state.RemoveAsync(key, cancellationToken);

    public Task<GitLabApplication?> GetApplicationAsync(CancellationToken cancellationToken) =>
        ReadAsync(GitLabApplication.Key, ConnectionJson.Default.GitLabApplication, cancellationToken);

    public Task<PendingConsent?> GetPendingConsentAsync(CancellationToken cancellationToken) =>
        ReadAsync(PendingConsent, ConnectionJson.Default.PendingConsent, cancellationToken);

    public Task SetPendingConsentAsync(PendingConsent pending, CancellationToken cancellationToken) =>
        state.SetAsync(PendingConsent, JsonSerializer.Serialize(pending, ConnectionJson.Default.PendingConsent), cancellationToken);

    public Task<ConnectionCall?> GetLastCallAsync(CancellationToken cancellationToken) =>
        ReadAsync(LastCall, ConnectionJson.Default.ConnectionCall, cancellationToken);

    public Task SetLastCallAsync(ConnectionCall call, CancellationToken cancellationToken) =>
        state.SetAsync(LastCall, JsonSerializer.Serialize(call, ConnectionJson.Default.ConnectionCall), cancellationToken);

    private async Task<T?> ReadAsync<T>(string key, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        await state.GetAsync(key, cancellationToken) is { } json ? JsonSerializer.Deserialize(json, type) : null;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConnectionRecord))]
[JsonSerializable(typeof(GitLabApplication))]
[JsonSerializable(typeof(PendingConsent))]
[JsonSerializable(typeof(ConnectionCall))]
internal sealed partial class ConnectionJson : JsonSerializerContext;
