using Aqueduct.Aws;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.Aws.Sts;
using Aqueduct.Server.Identity.RoleSessions;

namespace Aqueduct.Server.Gateway.AmazonQ;

/// <summary>
/// One call of Amazon Q in a user's own role session. Two things are cured on the way, each once: a session that ended earlier than it said,
/// and an identity that Amazon Q does not know (any more), with the code GitLab sent along.
/// </summary>
internal sealed class AmazonQCalls(IRoleSessions sessions, AmazonQClient amazonQ)
{
    public async Task<AwsResult<T>> CallAsync<T>(
        AmazonQUser user, Func<RoleSession, CancellationToken, Task<AwsResult<T>>> call, CancellationToken cancellationToken)
    {
        var result = await InSessionAsync(user, call, cancellationToken);
        if (user.Code is not { } code || result.Failure is not { Kind: AwsFailureKind.Denied } denied)
            return result;

        var granted = DenialReason.Of(denied) switch
        {
            DenialReason.ExpiredIdentity => await InSessionAsync(user, (session, c) => amazonQ.CreateAuthGrantAsync(session, code, c), cancellationToken),
            DenialReason.InvalidIdentity => await InSessionAsync(user, (session, c) => amazonQ.UpdateAuthGrantAsync(session, code, c), cancellationToken),
            _ => denied,
        };
        if (granted.TryGet(out _, out var refused))
            return await InSessionAsync(user, call, cancellationToken);
        return refused;
    }

    private async Task<AwsResult<T>> InSessionAsync<T>(
        AmazonQUser user, Func<RoleSession, CancellationToken, Task<AwsResult<T>>> call, CancellationToken cancellationToken)
    {
        if (!(await sessions.GetAsync(user.RoleArn, user.UserId, cancellationToken)).TryGet(out var session, out var failure))
            return failure;
        var result = await call(session, cancellationToken);
        if (result.Failure is not { Code: "ExpiredToken" or "ExpiredTokenException" })
            return result;

        sessions.Evict(user.RoleArn, user.UserId, session);
        return (await sessions.GetAsync(user.RoleArn, user.UserId, cancellationToken)).TryGet(out session, out failure)
            ? await call(session, cancellationToken)
            : failure;
    }
}
