using Aqueduct.Aws.Signing;
using Aqueduct.Aws.Sts;

namespace Aqueduct.Aws.Credentials;

/// <summary>A role session, passed in by the caller who looks after its expiry.</summary>
internal sealed class SessionCredentials(RoleSession session) : ICredentialSource
{
    public Task<FoundKeys> FindAsync(CancellationToken cancellationToken) =>
        Task.FromResult(FoundKeys.Of(new AwsKeys(session.AccessKeyId, session.SecretAccessKey, session.SessionToken)));
}
