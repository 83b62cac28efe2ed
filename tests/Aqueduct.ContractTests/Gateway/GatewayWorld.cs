using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Setup;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Embedded;
using Aqueduct.Local;
using Aqueduct.Server;
using Aqueduct.Server.Gateway;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.StandIns.Aws;
using Aqueduct.StandIns.CloudConnector;
using Aqueduct.StandIns.GitLab;
using Microsoft.Extensions.Logging;

namespace Aqueduct.ContractTests.Gateway;

/// <summary>
/// A GitLab with the add-on whose AI gateway is the real server, an AWS account that is set up, GitLab's customer portal, and a gateway
/// upstream: everything over real HTTP.
/// </summary>
internal sealed class GatewayWorld : IAsyncDisposable
{
    public const string Role = "arn:aws:iam::111122223333:role/QDeveloperAccess";
    public const string Dana = "dana+/global=";

    private const string GitLabHost = "gitlab.example.test";
    private const string Keys = "[default]\naws_access_key_id = AKIASTANDIN000000000\naws_secret_access_key = standin-secret-for-local-use-only\n";

    private readonly TemporaryFolder folder = new();
    private readonly RecordedLog log = new();
    private readonly EmbeddedPorts ports = EmbeddedPorts.Free();
    private readonly NetworkOptions network = new();
    private readonly Action<GatewayOptions> adjust;
    private AqueductServer server = null!;
    private HttpClient outgoing = null!;

    private GatewayWorld(Action<GatewayOptions> adjust) => this.adjust = adjust;

    public AwsStandIn Aws { get; private set; } = null!;

    public GitLabStandIn GitLab { get; private set; } = null!;

    public CloudConnectorStandIn Portal { get; private set; } = null!;

    public SmallUpstream Upstream { get; private set; } = null!;

    /// <summary>At the gateway, without any header of GitLab's.</summary>
    public HttpClient Http { get; private set; } = null!;

    public HttpClient AtGitLab { get; private set; } = null!;

    public IEnumerable<string> Log => log.Lines;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="adjust">Changes <c>gateway:</c>.</param>
    public static async Task<GatewayWorld> StartAsync(Action<GatewayOptions>? adjust = null)
    {
        var world = new GatewayWorld(adjust ?? (_ => { }));
        var (authority, certificate, key) = ThrowawayAuthority.Issue([PublishedIssuer.Host, GitLabHost], TimeProvider.System.GetUtcNow());
        foreach (var (name, text) in new[] { ("ca.pem", authority), ("tls.pem", certificate), ("tls.key", key), ("gitlab-token", "glpat-standin-root\n"), ("credentials", Keys) })
            await File.WriteAllTextAsync(world.PathOf(name), text, Cancelled);
        world.network.CaFile = world.PathOf("ca.pem");
        world.network.ConnectTo = [$"{PublishedIssuer.Host}:443=127.0.0.1:{world.ports.Tls}", $"{GitLabHost}:443=127.0.0.1:{world.ports.GitLabTls}"];

        world.Aws = await AwsStandIn.StartAsync(new() { Urls = "http://127.0.0.1:0", ConnectTo = world.network.ConnectTo, CaFile = world.network.CaFile }, Cancelled);
        world.Portal = await CloudConnectorStandIn.StartAsync(new() { Urls = ["http://127.0.0.1:0"] }, Cancelled);
        world.Upstream = await SmallUpstream.StartAsync(Cancelled);
        world.GitLab = await GitLabStandIn.StartAsync(world.GitLabOptions, Cancelled);
        world.AtGitLab = new HttpClient { BaseAddress = world.GitLab.Url };
        world.outgoing = new HttpClient(Installation.Transport(world.network));
        world.Http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri($"http://127.0.0.1:{world.ports.Http}/") };
        await world.ServeAsync();
        await world.SetUpAsync();
        return world;
    }

    /// <summary>Saves GitLab's settings page, which makes GitLab register its application through the gateway.</summary>
    public async Task ConnectAsync()
    {
        using var saved = await AtGitLab.PutAsync(
            new Uri("/_standin/amazon-q", UriKind.Relative), Json($$"""{"role_arn":"{{Role}}","availability":"default_on","auto_review_enabled":true}"""), Cancelled);
        saved.IsSuccessStatusCode.ShouldBeTrue(await saved.Content.ReadAsStringAsync(Cancelled));
    }

    /// <summary>A <c>/q dev</c> of Dana's on the shop's first issue; the answer is what GitLab would show.</summary>
    public async Task<string> QuickActionAsync()
    {
        using var answer = await AtGitLab.PostAsync(
            new Uri("/_standin/amazon-q/quick-actions", UriKind.Relative), Json("""{"project":"acme/shop","issue_iid":1,"command":"dev","user":"dana"}"""), Cancelled);
        return await answer.Content.ReadAsStringAsync(Cancelled);
    }

    /// <summary>A call as GitLab makes it for Dana; headers may be changed before it is sent.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string body, Action<HttpRequestHeaders>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = Json(body) };
        foreach (var (name, value) in Headers())
            request.Headers.TryAddWithoutValidation(name, value);
        change?.Invoke(request.Headers);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
    }

    /// <returns>Status and body.</returns>
    public async Task<(int Status, string Body)> AskAsync(string path, string body, Action<HttpRequestHeaders>? change = null)
    {
        using var answer = await PostAsync(path, body, change);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    /// <summary>GitLab's headers; the token is the portal's.</summary>
    public IReadOnlyDictionary<string, string> Headers() => new Dictionary<string, string>
    {
        ["Authorization"] = $"Bearer {Portal.Mint(new CloudConnectorToken(SetupWorld.Uid))}",
        ["X-Gitlab-Authentication-Type"] = "oidc",
        ["X-Gitlab-Instance-Id"] = SetupWorld.Uid,
        ["X-Gitlab-Realm"] = "self-managed",
        ["X-Gitlab-Global-User-Id"] = Dana,
        ["X-Request-ID"] = "request-1",
    };

    /// <summary>What Amazon Q took.</summary>
    public async Task<IReadOnlyList<JsonNode>> EventsAsync()
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(Aws.Url, "/_standin/events"), Cancelled);
        return [.. JsonNode.Parse(text)!.AsArray().Select(e => e!)];
    }

    public int CallsOf(string operation) => Aws.Requests.Count(r => r.Operation == operation);

    public async Task RestartAsync()
    {
        await server.DisposeAsync();
        await ServeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Http.Dispose();
        AtGitLab.Dispose();
        await GitLab.DisposeAsync();
        await Aws.DisposeAsync();
        await Portal.DisposeAsync();
        await Upstream.DisposeAsync();
        outgoing.Dispose();
        folder.Dispose();
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private GitLabStandInOptions GitLabOptions => new()
    {
        Urls = ["http://127.0.0.1:0", $"https://127.0.0.1:{ports.GitLabTls}"],
        CertificateFile = PathOf("tls.pem"),
        KeyFile = PathOf("tls.key"),
        ExternalUrl = $"https://{GitLabHost}",
        Shape = GitLabShape.Gateway,
        AiGatewayUrl = $"http://127.0.0.1:{ports.Http}/ai",
        CloudConnectorUrl = Portal.Url.ToString(),
        ConnectTo = network.ConnectTo,
        CaFile = network.CaFile,
    };

    private async Task ServeAsync()
    {
        var options = new GatewayOptions { Upstream = Upstream.Url, TokenIssuers = [Portal.Issuer] };
        adjust(options);
        var settings = new AqueductSettings
        {
            Server = new()
            {
                PublicUrl = $"https://{PublishedIssuer.Host}",
                Urls = $"http://127.0.0.1:{ports.Http};https://127.0.0.1:{ports.Tls}",
                CertificateFile = PathOf("tls.pem"),
                CertificateKeyFile = PathOf("tls.key"),
            },
            Identity = new(),
            Storage = new(),
            InstanceUid = SetupWorld.Uid,
            BaseFolder = folder.Path,
            Outgoing = outgoing,
            Gateway = new(
                options, new() { EndpointUrl = Aws.Url.ToString(), CredentialsFile = PathOf("no-such-file") }, new(), $"https://{GitLabHost}", GitLab.Url.ToString(),
                PathOf("gitlab-token"), () => Installation.Transport(network)),
        };
        var started = await AqueductServer.StartAsync(settings, logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log), Cancelled);
        started.TryGet(out var running, out var failure).ShouldBeTrue(failure?.Detail);
        server = running!;
    }

    private async Task SetUpAsync()
    {
        using var local = (await LocalServer.TryConnectAsync(Path.GetDirectoryName(server.SocketPath)!, Cancelled))!;
        var settings = new SetupSettings(
            SetupWorld.Uid, $"https://{PublishedIssuer.Host}", new() { EndpointUrl = Aws.Url.ToString(), CredentialsFile = PathOf("credentials") }, new(), new());
        SetupSession.Open(settings, () => Installation.Transport(network), new RemoteSetupState(local), new RemoteTokens(local), TimeProvider.System)
            .TryGet(out var session, out var wrong).ShouldBeTrue(wrong?[0].Detail);
        using (session)
        {
            (await session!.PlanAsync(Cancelled)).TryGet(out var plan, out var failures).ShouldBeTrue(failures?[0].Detail);
            (await session.ApplyAsync(plan!, null, Cancelled)).Failure.ShouldBeNull();
        }
    }

    private string PathOf(string name) => Path.Combine(folder.Path, name);
}
