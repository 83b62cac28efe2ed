using Aqueduct.Aws.Credentials;
using Aqueduct.Aws.Protocols;
using Aqueduct.Aws.Sts;

namespace Aqueduct.Aws.QDeveloper;

/// <param name="Status"><c>PASSED</c>, <c>FAILED</c> or <c>INCOMPLETE</c>.</param>
public sealed record ConnectionCheck(string Name, string Status, string? Message);

/// <summary>GitLab's OAuth application as Amazon Q is told of it. <see cref="ToString"/> shows no secret.</summary>
/// <param name="InstanceUrl">Where Amazon Q reaches GitLab; <c>https://</c>.</param>
/// <param name="RedirectUrl">The application's redirect URI, character for character: Amazon Q redeems codes with it.</param>
public sealed record OAuthApp(string ClientId, string ClientSecret, string InstanceUrl, string RedirectUrl)
{
    public override string ToString() => $"application {ClientId} of {InstanceUrl}";
}

/// <summary>
/// Amazon Q's GitLab integration (<c>AWSQDeveloperIntegrationService</c>, AWS JSON 1.0, signing name <c>q</c>), called with a role session.
/// An account has at most one connection per region.
/// </summary>
public sealed partial class AmazonQClient
{
    private static readonly JsonOperation<NoMembers, VerifyOutput> Verify = new(
        "VerifyOAuthAppConnection", QDeveloperJson.Default.NoMembers, QDeveloperJson.Default.VerifyOutput, Repeatable: true);

    // Not repeated by itself: a second attempt meets the connection of the first one, and only the caller can tell whose it is.
    private static readonly JsonOperation<OAuthApp, NoMembers> Create = new(
        "CreateOAuthAppConnection", QDeveloperJson.Default.OAuthApp, QDeveloperJson.Default.NoMembers, Repeatable: false);

    private static readonly JsonOperation<OAuthApp, NoMembers> Update = new(
        "UpdateOAuthAppConnection", QDeveloperJson.Default.OAuthApp, QDeveloperJson.Default.NoMembers, Repeatable: true);

    private static readonly JsonOperation<NoMembers, NoMembers> Delete = new(
        "DeleteOAuthAppConnection", QDeveloperJson.Default.NoMembers, QDeveloperJson.Default.NoMembers, Repeatable: true);

    private static readonly JsonOperation<GrantInput, NoMembers> CreateGrant = new(
        "CreateAuthGrant", QDeveloperJson.Default.GrantInput, QDeveloperJson.Default.NoMembers, Repeatable: true);

    private static readonly JsonOperation<GrantInput, NoMembers> UpdateGrant = new(
        "UpdateAuthGrant", QDeveloperJson.Default.GrantInput, QDeveloperJson.Default.NoMembers, Repeatable: true);

    private readonly JsonProtocol amazonQ;

    internal AmazonQClient(JsonProtocol amazonQ) => this.amazonQ = amazonQ;

    /// <returns>The checks <c>GITLAB_INSTANCE_REACHABILITY</c> and <c>GITLAB_CREDENTIAL_VALIDITY</c>, and whatever else Amazon Q adds.</returns>
    public async Task<AwsResult<IReadOnlyList<ConnectionCheck>>> VerifyOAuthAppConnectionAsync(
        RoleSession session, CancellationToken cancellationToken) =>
        (await amazonQ.CallAsync(Verify, new NoMembers(), new SessionCredentials(session), cancellationToken))
            .Map<IReadOnlyList<ConnectionCheck>>(o => [.. (o.Response ?? []).Select(c => new ConnectionCheck(c.Key, c.Value.Status, c.Value.Message))]);

    /// <summary>Refused with a conflict while there is a connection; with <c>ProfileDoesNotExist</c> while there is no Q Developer profile.</summary>
    public async Task<AwsResult<Done>> CreateOAuthAppConnectionAsync(RoleSession session, OAuthApp app, CancellationToken cancellationToken) =>
        (await amazonQ.CallAsync(Create, app, new SessionCredentials(session), cancellationToken, secrets: [app.ClientSecret])).Map(_ => default(Done));

    /// <summary>Needs <c>q:UpdateOAuthAppConnection</c>, which neither AWS's managed policy nor the documented inline one grants.</summary>
    public async Task<AwsResult<Done>> UpdateOAuthAppConnectionAsync(RoleSession session, OAuthApp app, CancellationToken cancellationToken) =>
        (await amazonQ.CallAsync(Update, app, new SessionCredentials(session), cancellationToken, secrets: [app.ClientSecret])).Map(_ => default(Done));

    public async Task<AwsResult<Done>> DeleteOAuthAppConnectionAsync(RoleSession session, CancellationToken cancellationToken) =>
        (await amazonQ.CallAsync(Delete, new NoMembers(), new SessionCredentials(session), cancellationToken)).Map(_ => default(Done));

    /// <param name="code">GitLab's authorization code, unredeemed.</param>
    public async Task<AwsResult<Done>> CreateAuthGrantAsync(RoleSession session, string code, CancellationToken cancellationToken) =>
        (await amazonQ.CallAsync(CreateGrant, new GrantInput(code), new SessionCredentials(session), cancellationToken, secrets: [code])).Map(_ => default(Done));

    /// <inheritdoc cref="CreateAuthGrantAsync"/>
    public async Task<AwsResult<Done>> UpdateAuthGrantAsync(RoleSession session, string code, CancellationToken cancellationToken) =>
        (await amazonQ.CallAsync(UpdateGrant, new GrantInput(code), new SessionCredentials(session), cancellationToken, secrets: [code])).Map(_ => default(Done));
}
