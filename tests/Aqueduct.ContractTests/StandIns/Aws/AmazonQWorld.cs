using Aqueduct.ContractTests.Tools;
using Aqueduct.StandIns.Aws;
using Aqueduct.StandIns.Aws.AmazonQ;
using Aqueduct.StandIns.Aws.Iam;
using Aqueduct.StandIns.Aws.World;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.ContractTests.StandIns.Aws;

/// <summary>A stand-in of one test, its clock under control, and role sessions in it as STS would have given them.</summary>
internal sealed class AmazonQWorld : IAsyncDisposable
{
    private AmazonQWorld(AwsStandIn standIn, FakeTimeProvider clock) => (StandIn, Clock) = (standIn, clock);

    public AwsStandIn StandIn { get; }

    public FakeTimeProvider Clock { get; }

    public AwsEnvironment Root => new(StandIn.Url) { DataPath = AwsModels.Path };

    public static async Task<AmazonQWorld> StartAsync(CancellationToken cancellationToken, string? caFile = null, params string[] connectTo)
    {
        Boto3.Require();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        return new AmazonQWorld(
            await AwsStandIn.StartAsync(new AwsStandInOptions { Urls = "http://127.0.0.1:0", Clock = clock, CaFile = caFile, ConnectTo = connectTo }, cancellationToken),
            clock);
    }

    /// <summary>A session of a role.</summary>
    /// <param name="policy">The role's inline policy; null for the managed policy of GitLab Duo.</param>
    /// <param name="lifetime">Twelve hours when left out.</param>
    public AwsEnvironment Session(string roleName, string? policy = null, TimeSpan? lifetime = null)
    {
        var session = new RoleSession
        {
            AccessKeyId = "ASIA" + Guid.NewGuid().ToString("N")[..16].ToUpperInvariant(),
            SecretAccessKey = "secret",
            SessionToken = "token",
            RoleName = roleName,
            RoleId = $"AROA{roleName}",
            SessionName = "gitlab",
            Expiration = Clock.GetUtcNow() + (lifetime ?? TimeSpan.FromHours(12)),
        };
        StandIn.World.Change(world =>
        {
            var role = new IamRole { Name = roleName, Path = "/", Id = session.RoleId, TrustPolicy = "{}", MaxSessionDuration = 43_200, CreateDate = Clock.GetUtcNow() };
            if (policy is null) role.AttachedPolicies.Add("arn:aws:iam::aws:policy/GitLabDuoWithAmazonQPermissionsPolicy");
            else role.InlinePolicies["only"] = policy;
            world.Iam.Roles.Add(role);
            world.Sessions.Add(session.AccessKeyId, session);
        });
        return Root with { AccessKeyId = session.AccessKeyId, SecretAccessKey = session.SecretAccessKey, SessionToken = session.SessionToken };
    }

    /// <summary>GitLab is connected, in <c>us-east-1</c>.</summary>
    public void Connect() => StandIn.World.Change(state => state.AmazonQ.In("us-east-1").Connection = new OAuthAppConnection
    {
        ClientId = "app", ClientSecret = "secret", InstanceUrl = "https://gitlab.example.test", RedirectUrl = "https://gitlab.example.test",
    });

    /// <summary>A grant of the session of this role.</summary>
    public void Give(string roleName, string clientId = "app", TimeSpan age = default) => StandIn.World.Change(state =>
        state.AmazonQ.In("us-east-1").Grants[$"arn:aws:sts::111122223333:assumed-role/{roleName}/gitlab"] =
            new AuthGrant { Code = "c", ClientId = clientId, Given = Clock.GetUtcNow() - age });

    public ValueTask DisposeAsync() => StandIn.DisposeAsync();
}
