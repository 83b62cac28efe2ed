using Aqueduct.GitLab.Calling;

namespace Aqueduct.GitLab.Administration;

/// <summary>Which GitLab it is, and what the token may do there.</summary>
/// <param name="Version">Such as <c>18.5.1-ee</c>.</param>
/// <param name="Scopes">Of the token; null when it is no personal access token, which GitLab says nothing about.</param>
/// <param name="ExpiresAt">The first day on which the token is no longer taken.</param>
public sealed record AdministratorAccess(string Version, string Username, IReadOnlyList<string>? Scopes, DateOnly? ExpiresAt);

internal sealed record Metadata(string Version);

/// <param name="IsAdmin">GitLab leaves it out for everybody who may not act as an administrator now.</param>
internal sealed record CurrentUser(string Username, bool IsAdmin = false);

/// <param name="Uuid">Missing where GitLab has gathered no data yet, or may not.</param>
internal sealed record ServicePing(string? Uuid = null);

internal sealed record OwnToken(IReadOnlyList<string> Scopes, DateOnly? ExpiresAt = null);

public sealed class AccessClient
{
    private const string Whole = "api";
    private const string AdminMode = "admin_mode";

    private readonly GitLabChannel channel;

    internal AccessClient(GitLabChannel channel) => this.channel = channel;

    /// <summary>GitLab's own UUID. A failure of kind <see cref="GitLabFailureKind.NotFound"/> says that its Service Ping has gathered no data.</summary>
    public async Task<GitLabResult<string>> GetInstanceUidAsync(CancellationToken cancellationToken)
    {
        var call = GitLabCall.Get("/usage_data/service_ping");
        if (!(await channel.SendAsync(call, GitLabJson.Default.ServicePing, cancellationToken)).TryGet(out var ping, out var failure))
            return failure;
        return ping.Uuid is { Length: > 0 } uid ? uid : call.Failed(GitLabFailureKind.NotFound, "GitLab has no Service Ping data yet, or Service Ping is off.");
    }

    /// <returns>Such as <c>18.5.1-ee</c>.</returns>
    public async Task<GitLabResult<string>> GetVersionAsync(CancellationToken cancellationToken) =>
        (await channel.SendAsync(GitLabCall.Get("/metadata"), GitLabJson.Default.Metadata, cancellationToken)).TryGet(out var metadata, out var failure)
            ? metadata.Version
            : failure;

    /// <summary>
    /// 1. the token looks at itself: it is known, neither expired nor revoked, and has the scope <c>api</c>; 2. the instance tells its version;
    /// 3. the user is an administrator and may act as one.
    /// </summary>
    public async Task<GitLabResult<AdministratorAccess>> CheckAdministratorAsync(CancellationToken cancellationToken)
    {
        var self = await channel.SendAsync(GitLabCall.Get("/personal_access_tokens/self"), GitLabJson.Default.OwnToken, cancellationToken);
        // An OAuth token is no personal access token: what it may do shows below.
        if (!self.TryGet(out var token, out var failure) && failure.Kind is not (GitLabFailureKind.Invalid or GitLabFailureKind.NotFound))
            return failure;
        if (token is not null && !token.Scopes.Contains(Whole))
            return new GitLabFailure(GitLabFailureKind.MissingScope, "GET /personal_access_tokens/self", $"The token has the scopes {string.Join(", ", token.Scopes)}.") { Scopes = [Whole] };

        if (!(await GetVersionAsync(cancellationToken)).TryGet(out var version, out failure))
            return failure;
        var call = GitLabCall.Get("/user");
        if (!(await channel.SendAsync(call, GitLabJson.Default.CurrentUser, cancellationToken)).TryGet(out var user, out failure))
            return failure;
        if (user.IsAdmin)
            return new AdministratorAccess(version, user.Username, token?.Scopes, token?.ExpiresAt);
        return token?.Scopes.Contains(AdminMode) is true
            ? call.Failed(GitLabFailureKind.Forbidden, $"The token's user {user.Username} is no administrator.")
            : call.Failed(GitLabFailureKind.AdminModeRequired,
                $"GitLab does not let the token's user {user.Username} act as an administrator. Either it is none, or Admin Mode is on and the token lacks the scope {AdminMode}.");
    }
}
