using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>
/// Authorization codes the callers give. The service's model tells only the codes of the refusals; which one when follows from how GitLab's
/// gateway cures them: <c>gitLabExpiredIdentity</c> by creating a grant, <c>gitLabInvalidIdentity</c> by updating it.
/// </summary>
/// <param name="gitLab">Codes live minutes, so they are redeemed as soon as they are given.</param>
internal sealed class Grants(GitLabAccess gitLab)
{
    /// <summary>The first grant of a caller, or one in place of an expired one.</summary>
    public Task<AwsAnswer> CreateAsync(AwsCall call, CancellationToken cancellationToken) => GiveAsync(call, existing =>
    {
        if (existing?.IsExpired(call.Time) == false) throw AmazonQErrors.GrantExists();
    }, cancellationToken);

    /// <summary>A new code in place of the one there.</summary>
    public Task<AwsAnswer> UpdateAsync(AwsCall call, CancellationToken cancellationToken) => GiveAsync(call, existing =>
    {
        if (existing is null) throw AmazonQErrors.NoGrant();
    }, cancellationToken);

    /// <exception cref="AwsError">There is none, or it is of no use, with the reason that says the cure.</exception>
    public static void CheckUsable(AuthGrant? grant, OAuthAppConnection connection, DateTimeOffset now)
    {
        if (grant is null || grant.IsExpired(now)) throw AmazonQErrors.ExpiredIdentity();
        if (grant.ClientId != connection.ClientId) throw AmazonQErrors.InvalidIdentity();
    }

    /// <summary>For operations that need no grant, but deny a caller whose grant is no longer good.</summary>
    /// <exception cref="AwsError">There is one, and it is of no use.</exception>
    public static void CheckGivenUsable(AmazonQRegion region, OAuthAppConnection connection, AwsCall call)
    {
        if (region.Grants.GetValueOrDefault(call.Caller.Arn) is { } grant) CheckUsable(grant, connection, call.Time);
    }

    /// <summary>Redeems the code, or renews tokens that have ended, and keeps what came of it.</summary>
    public async Task<AuthGrant> RefreshAsync(AwsCall call, OAuthAppConnection connection, AuthGrant grant, CancellationToken cancellationToken)
    {
        var answer = grant.Tokens is { } tokens
            ? tokens.IsExpired(call.Time) && tokens.RefreshToken is { } refresh ? await gitLab.RefreshAsync(connection, refresh, cancellationToken) : null
            : grant.Refusal is null ? await gitLab.RedeemAsync(connection, grant.Code, cancellationToken) : null;
        if (answer is null) return grant;
        return call.World.Change(_ =>
        {
            (grant.Tokens, grant.Refusal) = (answer.Tokens ?? grant.Tokens, answer.Refusal);
            return grant;
        });
    }

    /// <summary>The same code again is the same call (the operations are idempotent): it is not redeemed twice, which GitLab would punish.</summary>
    private async Task<AwsAnswer> GiveAsync(AwsCall call, Action<AuthGrant?> refuse, CancellationToken cancellationToken)
    {
        var code = call.Json.Text("code");
        AmazonQInput.Validate(constraints => constraints.Required("code", code));
        var (connection, grant) = call.World.Change(world =>
        {
            var region = world.AmazonQ.In(call.Region);
            var connection = region.Connection ?? throw AmazonQErrors.NoConnection();
            var existing = region.Grants.GetValueOrDefault(call.Caller.Arn);
            if (existing?.Code == code && existing?.ClientId == connection.ClientId && !existing.IsExpired(call.Time)) return (connection, (AuthGrant?)null);
            refuse(existing);
            var given = new AuthGrant { Code = code!, ClientId = connection.ClientId, Given = call.Time };
            return (connection, region.Grants[call.Caller.Arn] = given);
        });
        if (grant is not null) await RefreshAsync(call, connection, grant, cancellationToken);
        return AwsAnswer.Empty;
    }
}
