using Aqueduct.Aws;
using Aqueduct.Aws.Sts;

namespace Aqueduct.Server.Identity.RoleSessions;

/// <summary>AWS credentials of a role, a session for each user: never shared between users, kept until shortly before they end.</summary>
public interface IRoleSessions
{
    /// <summary>
    /// A session with at least five minutes of life. Calls at the same time share one call to STS, which goes on when a caller leaves.
    /// Completes at once while there is a good session. Failures are not kept.
    /// </summary>
    /// <param name="userId">GitLab's global user ID; the token's subject is made of it.</param>
    ValueTask<AwsResult<RoleSession>> GetAsync(string roleArn, string userId, CancellationToken cancellationToken);

    /// <summary>Forgets a session AWS no longer takes (<c>ExpiredToken</c>). A newer one in its place stays, so that callers who fail together cause one call to STS.</summary>
    /// <param name="stale">What <see cref="GetAsync"/> gave.</param>
    void Evict(string roleArn, string userId, RoleSession stale);
}
