using Aqueduct.ContractTests.Setup;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Connections;
using Aqueduct.StandIns.Aws;
using Aqueduct.StandIns.Aws.AmazonQ;

namespace Aqueduct.ContractTests.Connections;

/// <summary>A GitLab, an AWS account that is set up, and the memory of one Aqueduct: all a connection stands on.</summary>
internal sealed class ConnectionWorld : IAsyncDisposable
{
    public const string RoleArn = "arn:aws:iam::111122223333:role/QDeveloperAccess";

    private readonly TemporaryFolder folder = new();
    private readonly ThrowawayCa certificates = new();

    private ConnectionWorld()
    {
    }

    public AwsStandIn Aws { get; private set; } = null!;

    public SmallGitLab GitLab { get; private set; } = null!;

    public PublishedIssuer Issuer { get; private set; } = null!;

    public NetworkOptions Network { get; private set; } = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<ConnectionWorld> StartAsync()
    {
        var world = new ConnectionWorld();
        var caFile = Path.Combine(world.folder.Path, "ca.pem");
        await File.WriteAllTextAsync(caFile, world.certificates.RootPem, Cancelled);
        world.Issuer = await PublishedIssuer.StartAsync(SetupWorld.Uid, world.certificates.Issue(PublishedIssuer.Host), Cancelled);
        world.GitLab = await SmallGitLab.StartAsync(world.certificates.Issue(SmallGitLab.Host), Cancelled);
        world.Network = new() { CaFile = caFile, ConnectTo = [world.Issuer.ConnectTo, world.GitLab.ConnectTo] };
        world.Aws = await AwsStandIn.StartAsync(new() { Urls = "http://127.0.0.1:0", ConnectTo = world.Network.ConnectTo, CaFile = caFile }, Cancelled);
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        await world.StoreApplicationAsync(installation.State);
        return world;
    }

    /// <summary>The memory, for as long as it is not disposed.</summary>
    public async Task<Installation> InstallAsync(string name = "one")
    {
        var file = Path.Combine(folder.Path, "credentials");
        await File.WriteAllTextAsync(file, "[default]\naws_access_key_id = AKIASTANDIN000000000\naws_secret_access_key = standin-secret-for-local-use-only\n", Cancelled);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var setup = Settings.Setup with { Aws = new() { EndpointUrl = Aws.Url.ToString(), CredentialsFile = file } };
        return await Installation.OpenAsync(Path.Combine(folder.Path, name), setup, Network, Issuer);
    }

    /// <summary>With an administrator's token of a GitLab, the connection works there, too.</summary>
    public SetupSettings? GitLabSide { get; set; }

    /// <summary>No credentials: a connection needs none.</summary>
    public ConnectionSettings Settings => new(
        new(SetupWorld.Uid, $"https://{PublishedIssuer.Host}", new() { EndpointUrl = Aws.Url.ToString() }, new(), new())
        {
            GitLab = GitLabSide?.GitLab ?? new(), PublicUrl = GitLabSide?.PublicUrl,
        },
        SmallGitLab.Url);

    public Connection Open(ISetupState state)
    {
        Connection.Open(Settings, () => Installation.Transport(Network), state, Issuer, TimeProvider.System).TryGet(out var connection, out var failures).ShouldBeTrue(failures?[0].Detail);
        return connection!;
    }

    /// <summary>As the GitLab side of set-up leaves it.</summary>
    public Task StoreApplicationAsync(ISetupState state) => state.SetAsync("gitlab.application",
        $$"""{"id":7,"client_id":"{{SmallGitLab.ClientId}}","client_secret":"{{GitLab.ClientSecret}}","redirect_uri":"{{GitLab.RedirectUri}}","instance_url":"{{SmallGitLab.Url}}"}""", Cancelled);

    /// <summary>Runs the work of one command over the memory.</summary>
    public async Task<T> WithConnectionAsync<T>(Func<Connection, Task<T>> work)
    {
        await using var installation = await InstallAsync();
        using var connection = Open(installation.State);
        return await work(connection);
    }

    public Task<ConnectionOutcome> ConnectAsync(bool replace = false) => WithConnectionAsync(async c =>
    {
        (await c.ConnectAsync(replace, Cancelled)).TryGet(out var outcome, out var failures).ShouldBeTrue(failures?[0].Detail);
        return outcome!;
    });

    public Task<Failure> ConnectRefusedAsync(bool replace = false) => WithConnectionAsync(async c =>
    {
        (await c.ConnectAsync(replace, Cancelled)).TryGet(out _, out var failures).ShouldBeFalse();
        return failures![0];
    });

    public Task<ConnectionStatus> ShowAsync() => WithConnectionAsync(c => c.ShowAsync(Cancelled));

    public Task<Verification> VerifyAsync() => WithConnectionAsync(c => c.VerifyAsync(Cancelled));

    public Task<Failure> DisconnectRefusedAsync() => WithConnectionAsync(async c =>
    {
        (await c.DisconnectAsync(Cancelled)).TryGet(out _, out var failures).ShouldBeFalse();
        return failures![0];
    });

    public Task<ConnectionOutcome> DisconnectAsync() => WithConnectionAsync(async c =>
    {
        (await c.DisconnectAsync(Cancelled)).TryGet(out var outcome, out var failures).ShouldBeTrue(failures?[0].Detail);
        return outcome!;
    });

    /// <summary>A person follows the link and says yes; the code goes on as the callback hands it.</summary>
    public Task<ConnectionStatus> ConsentAsync(string consentUrl) => WithConnectionAsync(async c =>
    {
        var state = consentUrl.Split("&state=")[1].Split('&')[0];
        (await c.ConsentAsync(GitLab.GiveCode(), state, Cancelled)).TryGet(out var status, out var failures).ShouldBeTrue(failures?[0].Detail);
        return status!;
    });

    /// <summary>What GitLab's administrator does behind our back, and set-up notices: a new secret.</summary>
    public async Task RenewSecretAsync()
    {
        GitLab.ClientSecret = "gloas-renewed";
        await using var installation = await InstallAsync();
        await StoreApplicationAsync(installation.State);
    }

    public void GrantUpdate() => Aws.World.Change(w => w.Iam.Roles.Single().InlinePolicies["update"] =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"q:UpdateOAuthAppConnection","Resource":"*"}]}""");

    /// <summary>What Amazon Q holds now.</summary>
    public OAuthAppConnection? Held => Aws.World.Read(w => w.AmazonQ.In("us-east-1").Connection);

    public void Hold(OAuthAppConnection? connection) => Aws.World.Change(w => w.AmazonQ.In("us-east-1").Connection = connection);

    public static OAuthAppConnection Foreign => new() { ClientId = "theirs", ClientSecret = "theirs", InstanceUrl = "https://other.example.test", RedirectUrl = "https://other.example.test" };

    /// <summary>Calls to Amazon Q since <paramref name="start"/> that changed something.</summary>
    public IReadOnlyList<string> Changes(int start = 0) =>
        [.. Aws.Requests.Skip(start).Where(r => r.Code is null && (r.Operation.EndsWith("OAuthAppConnection", StringComparison.Ordinal) || r.Operation.EndsWith("AuthGrant", StringComparison.Ordinal))
            && !r.Operation.StartsWith("Verify", StringComparison.Ordinal)).Select(r => r.Operation)];

    public string DataFolder => Path.Combine(folder.Path, "one");

    public async ValueTask DisposeAsync()
    {
        await Aws.DisposeAsync();
        await GitLab.DisposeAsync();
        await Issuer.DisposeAsync();
        certificates.Dispose();
        folder.Dispose();
    }
}
