using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aqueduct.Setup.State;

/// <summary>What set-up remembers of the GitLab side, in <see cref="ISetupState"/>.</summary>
internal sealed class GitLabRecords(ISetupState state)
{
    /// <summary>Amazon Q's; read by the connection, too, which registers it.</summary>
    public const string Application = "gitlab.application";

    /// <summary>Of people at our own pages.</summary>
    public const string SignIn = "gitlab.sign-in";

    private const string Account = "gitlab.account";
    private const string AccountToken = "gitlab.account.token";
    private const string Hook = "gitlab.hook";
    private const string Retirement = "gitlab.retirement";

    public async Task<AccountRecord?> GetAccountAsync(CancellationToken cancellationToken) =>
        await state.GetAsync(Account, cancellationToken) is { } json ? JsonSerializer.Deserialize(json, GitLabRecordJson.Default.AccountRecord) : null;

    public Task SetAccountAsync(AccountRecord record, CancellationToken cancellationToken) =>
        state.SetAsync(Account, JsonSerializer.Serialize(record, GitLabRecordJson.Default.AccountRecord), cancellationToken);

    public Task RemoveAccountAsync(CancellationToken cancellationToken) => state.RemoveAsync(Account, cancellationToken);

    public async Task<AccountTokenRecord?> GetAccountTokenAsync(CancellationToken cancellationToken) =>
        await state.GetAsync(AccountToken, cancellationToken) is { } json ? JsonSerializer.Deserialize(json, GitLabRecordJson.Default.AccountTokenRecord) : null;

    public Task SetAccountTokenAsync(AccountTokenRecord record, CancellationToken cancellationToken) =>
        state.SetAsync(AccountToken, JsonSerializer.Serialize(record, GitLabRecordJson.Default.AccountTokenRecord), cancellationToken);

    public Task RemoveAccountTokenAsync(CancellationToken cancellationToken) => state.RemoveAsync(AccountToken, cancellationToken);

    /// <summary>Null while the GitLab side is at work.</summary>
    public async Task<RetirementRecord?> GetRetirementAsync(CancellationToken cancellationToken) =>
        await state.GetAsync(Retirement, cancellationToken) is { } json ? JsonSerializer.Deserialize(json, GitLabRecordJson.Default.RetirementRecord) : null;

    public Task SetRetirementAsync(RetirementRecord record, CancellationToken cancellationToken) =>
        state.SetAsync(Retirement, JsonSerializer.Serialize(record, GitLabRecordJson.Default.RetirementRecord), cancellationToken);

    public Task RemoveRetirementAsync(CancellationToken cancellationToken) => state.RemoveAsync(Retirement, cancellationToken);

    public async Task<HookRecord?> GetHookAsync(CancellationToken cancellationToken) =>
        await state.GetAsync(Hook, cancellationToken) is { } json ? JsonSerializer.Deserialize(json, GitLabRecordJson.Default.HookRecord) : null;

    public Task SetHookAsync(HookRecord record, CancellationToken cancellationToken) =>
        state.SetAsync(Hook, JsonSerializer.Serialize(record, GitLabRecordJson.Default.HookRecord), cancellationToken);

    public Task RemoveHookAsync(CancellationToken cancellationToken) => state.RemoveAsync(Hook, cancellationToken);

    /// <param name="key">Of which application: <see cref="Application"/> or <see cref="SignIn"/>.</param>
    public async Task<ApplicationRecord?> GetApplicationAsync(string key, CancellationToken cancellationToken) =>
        await state.GetAsync(key, cancellationToken) is { } json ? JsonSerializer.Deserialize(json, GitLabRecordJson.Default.ApplicationRecord) : null;

    public Task SetApplicationAsync(string key, ApplicationRecord record, CancellationToken cancellationToken) =>
        state.SetAsync(key, JsonSerializer.Serialize(record, GitLabRecordJson.Default.ApplicationRecord), cancellationToken);

    public Task RemoveApplicationAsync(string key, CancellationToken cancellationToken) => state.RemoveAsync(key, cancellationToken);

    /// <summary>Applications that another one takes the place of, to delete once that one is stored.</summary>
    public async Task<ApplicationIntent?> GetApplicationIntentAsync(string key, CancellationToken cancellationToken) =>
        await state.GetAsync(IntentOf(key), cancellationToken) is { } json ? JsonSerializer.Deserialize(json, GitLabRecordJson.Default.ApplicationIntent) : null;

    public Task SetApplicationIntentAsync(string key, ApplicationIntent intent, CancellationToken cancellationToken) =>
        state.SetAsync(IntentOf(key), JsonSerializer.Serialize(intent, GitLabRecordJson.Default.ApplicationIntent), cancellationToken);

    public Task RemoveApplicationIntentAsync(string key, CancellationToken cancellationToken) => state.RemoveAsync(IntentOf(key), cancellationToken);

    private static string IntentOf(string key) => $"{key}.intent";
}

/// <summary>Amazon Q's account at GitLab.</summary>
/// <param name="Id">Null while it is only intended.</param>
internal sealed record AccountRecord(long? Id, string Username, Origin Origin, DateTimeOffset At);

/// <summary>The token with which Aqueduct acts as Amazon Q's account; GitLab shows it once.</summary>
/// <param name="AccountId">Whose it is.</param>
/// <param name="ExpiresAt">The first day on which it is no longer taken; null never ends.</param>
/// <param name="At">When it was made.</param>
internal sealed record AccountTokenRecord(long Id, long AccountId, string Token, DateOnly? ExpiresAt, DateTimeOffset At)
{
    public override string ToString() => $"token {Id} of account {AccountId}, ***";
}

/// <summary>GitLab's system hook to us, with the secret token drawn for it.</summary>
/// <param name="Id">Null while it is only intended.</param>
/// <param name="Url">By which it is found again, even when the configuration has changed since.</param>
/// <param name="Former">IDs of those whose place it takes.</param>
internal sealed record HookRecord(long? Id, string Url, string Secret, IReadOnlyList<long> Former)
{
    public override string ToString() => $"hook {Id} to {Url}, secret ***";
}

/// <summary>A disconnect took the GitLab side out of service, or is about to.</summary>
/// <param name="Done">False: it was begun, and may have been cut short.</param>
internal sealed record RetirementRecord(bool Done);

/// <summary>An OAuth application at GitLab, with the secret that GitLab shows once.</summary>
/// <param name="InstanceUrl">GitLab as AWS sees it.</param>
internal sealed record ApplicationRecord(long Id, string ClientId, string ClientSecret, string RedirectUri, string InstanceUrl)
{
    public override string ToString() => $"application {Id}, client ID {ClientId}, secret ***";
}

/// <summary>About to be created; a crash may hide the answer, and with it the secret.</summary>
/// <param name="RedirectUri">By which it is found again, even when the configuration has changed since.</param>
/// <param name="Former">IDs of those whose place it takes.</param>
internal sealed record ApplicationIntent(DateTimeOffset At, string RedirectUri, IReadOnlyList<long> Former);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountRecord))]
[JsonSerializable(typeof(AccountTokenRecord))]
[JsonSerializable(typeof(HookRecord))]
[JsonSerializable(typeof(RetirementRecord))]
[JsonSerializable(typeof(ApplicationRecord))]
[JsonSerializable(typeof(ApplicationIntent))]
internal sealed partial class GitLabRecordJson : JsonSerializerContext;
