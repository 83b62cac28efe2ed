using Aqueduct.Aws;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.Aws.Sts;
using Aqueduct.Setup.Resources;

namespace Aqueduct.Setup.Connections;

/// <summary>
/// The connection as a GitLab with the add-on drives it, through the gateway: GitLab says which application, and its word replaces what is
/// there. Remembered like a connection of our own, so that a replaced registration can be put back.
/// </summary>
public sealed class ConnectionByGitLab(AwsClients aws, ISetupState state, TimeProvider clock) : IDisposable
{
    private readonly ConnectionRecords records = new(state);

    /// <summary>Two at once would work on one memory.</summary>
    private readonly SemaphoreSlim oneAtATime = new(1);

    private Registrar Registrar => new(aws, records, new Consistency(clock), clock);

    /// <summary>Brings Amazon Q to hold exactly <paramref name="application"/>.</summary>
    /// <returns>What AWS refused; its message also says what stands now.</returns>
    public async Task<AwsResult<Done>> CreateAsync(RoleSession session, string roleArn, OAuthApp application, CancellationToken cancellationToken)
    {
        var wanted = new Registration(
            roleArn, aws.Target.Region, application.ClientId, application.ClientSecret, application.InstanceUrl, application.RedirectUrl);
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var outcome = await Registrar.RegisterAsync(session, wanted, replace: true, cancellationToken);
            return outcome switch
            {
                { Refusal: null } => default(Done),
                { Refusal: var refusal, Note: null } => refusal,
                { Refusal: var refusal, Note: var aftermath } => refusal with { Message = $"{refusal.Message} {aftermath}" },
            };
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>That there is none, or that it is going already, is as good as deleted.</summary>
    public async Task<AwsResult<Done>> DeleteAsync(RoleSession session, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (await records.GetAsync(cancellationToken) is { } record)
                return await Registrar.UnregisterAsync(session, record, cancellationToken) is { } refused ? refused : default(Done);
            var deleted = await aws.AmazonQ.DeleteOAuthAppConnectionAsync(session, cancellationToken);
            return deleted.Failure is { Kind: AwsFailureKind.NotFound or AwsFailureKind.Conflict } ? default(Done) : deleted;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>What is known without asking AWS.</summary>
    public Task<ConnectionStatus> ShowAsync(CancellationToken cancellationToken) => records.ShowAsync(byGitLab: true, cancellationToken);

    /// <summary>Keeps the last call, for <c>connection show</c>.</summary>
    public Task RememberAsync(ConnectionCall call, CancellationToken cancellationToken) => records.SetLastCallAsync(call, cancellationToken);

    public void Dispose() => oneAtATime.Dispose();
}
