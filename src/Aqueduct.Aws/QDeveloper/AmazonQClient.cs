namespace Aqueduct.Aws.QDeveloper;

/// <param name="Status"><c>PASSED</c>, <c>FAILED</c> or <c>INCOMPLETE</c>.</param>
public sealed record ConnectionCheck(string Name, string Status, string? Message);

/// <summary>
/// Amazon Q's GitLab integration (<c>AWSQDeveloperIntegrationService</c>, AWS JSON 1.0, signing name <c>q</c>), called with a role session.
/// </summary>
public sealed class AmazonQClient
{
    /// <returns>The checks <c>GITLAB_INSTANCE_REACHABILITY</c> and <c>GITLAB_CREDENTIAL_VALIDITY</c>, and whatever else Amazon Q adds.</returns>
    public Task<AwsResult<IReadOnlyList<ConnectionCheck>>> VerifyOAuthAppConnectionAsync(Sts.RoleSession session, CancellationToken cancellationToken) => throw new NotImplementedException();
}
