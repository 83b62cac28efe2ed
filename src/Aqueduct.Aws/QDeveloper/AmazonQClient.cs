using Aqueduct.Aws.Credentials;
using Aqueduct.Aws.Protocols;

namespace Aqueduct.Aws.QDeveloper;

/// <param name="Status"><c>PASSED</c>, <c>FAILED</c> or <c>INCOMPLETE</c>.</param>
public sealed record ConnectionCheck(string Name, string Status, string? Message);

/// <summary>
/// Amazon Q's GitLab integration (<c>AWSQDeveloperIntegrationService</c>, AWS JSON 1.0, signing name <c>q</c>), called with a role session.
/// </summary>
public sealed class AmazonQClient
{
    private static readonly JsonOperation<NoMembers, VerifyOutput> Verify = new(
        "VerifyOAuthAppConnection", QDeveloperJson.Default.NoMembers, QDeveloperJson.Default.VerifyOutput, Repeatable: true);

    private readonly JsonProtocol amazonQ;

    internal AmazonQClient(JsonProtocol amazonQ) => this.amazonQ = amazonQ;

    /// <returns>The checks <c>GITLAB_INSTANCE_REACHABILITY</c> and <c>GITLAB_CREDENTIAL_VALIDITY</c>, and whatever else Amazon Q adds.</returns>
    public async Task<AwsResult<IReadOnlyList<ConnectionCheck>>> VerifyOAuthAppConnectionAsync(
        Sts.RoleSession session, CancellationToken cancellationToken) =>
        (await amazonQ.CallAsync(Verify, new NoMembers(), new SessionCredentials(session), cancellationToken))
            .Map<IReadOnlyList<ConnectionCheck>>(o => [.. (o.Response ?? []).Select(c => new ConnectionCheck(c.Key, c.Value.Status, c.Value.Message))]);
}
