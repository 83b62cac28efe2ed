using System.Security.Cryptography.X509Certificates;
using Aqueduct.Commands;
using Aqueduct.ContractTests.Setup;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Embedded;
using Aqueduct.Local;
using Aqueduct.Rendering;
using Aqueduct.Server;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Connections;
using Aqueduct.StandIns.Aws;
using Microsoft.Extensions.Logging;

namespace Aqueduct.ContractTests.Connections;

/// <summary>The real server on its public name, the AWS stand-in that reads its issuer, a GitLab, and a browser.</summary>
internal sealed class ServedWorld : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RecordedLog log = new();
    private SmallGitLab gitLab = null!;
    private AqueductServer server = null!;
    private LocalServer local = null!;
    private NetworkOptions network = null!;
    private HttpClient outgoing = null!;

    private ServedWorld()
    {
    }

    public SmallGitLab GitLab => gitLab;

    public AwsStandIn Aws { get; private set; } = null!;

    public HttpClient Browser { get; private set; } = null!;

    /// <summary>As the command line opens it beside the running server.</summary>
    public Connection Connection { get; private set; } = null!;

    /// <summary>Everything the server logged, at every level.</summary>
    public IEnumerable<string> Log => log.Lines;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<ServedWorld> StartAsync()
    {
        var world = new ServedWorld();
        var (caFile, certificateFile, keyFile) = (world.File("ca.pem"), world.File("tls.pem"), world.File("tls.key"));
        var (authority, certificate, key) = ThrowawayAuthority.Issue([PublishedIssuer.Host, SmallGitLab.Host], TimeProvider.System.GetUtcNow());
        await System.IO.File.WriteAllTextAsync(caFile, authority, Cancelled);
        await System.IO.File.WriteAllTextAsync(certificateFile, certificate, Cancelled);
        await System.IO.File.WriteAllTextAsync(keyFile, key, Cancelled);

        var port = EmbeddedPorts.Free().Tls;
        world.gitLab = await SmallGitLab.StartAsync(X509Certificate2.CreateFromPem(certificate, key), Cancelled);
        world.network = new() { CaFile = caFile, ConnectTo = [$"{PublishedIssuer.Host}:443=127.0.0.1:{port}", world.gitLab.ConnectTo] };
        world.Aws = await AwsStandIn.StartAsync(new() { Urls = "http://127.0.0.1:0", ConnectTo = world.network.ConnectTo, CaFile = caFile }, Cancelled);
        world.outgoing = new HttpClient(world.Transport());
        world.Browser = new HttpClient(world.Transport());
        await world.ServeAsync(port, certificateFile, keyFile);
        await world.SetUpAsync();
        return world;
    }

    /// <summary>Follows the consent link as far as GitLab's redirect to us.</summary>
    public async Task<Uri> FollowAsync(string consentUrl)
    {
        using var answer = await Browser.GetAsync(consentUrl, Cancelled);
        return answer.Headers.Location ?? throw new InvalidOperationException($"GitLab answered {(int)answer.StatusCode}.");
    }

    /// <summary>The command line beside the running server; nobody can be asked.</summary>
    public async Task<(int Exit, string Out, string Error)> RunAsync(params string[] words)
    {
        await System.IO.File.WriteAllTextAsync(File("aqueduct.yaml"), $"""
            gitlab: {"{"} mode: beside, url: "{SmallGitLab.Url}" {"}"}
            aws: {"{"} region: us-east-1, endpoint_url: "{Aws.Url}" {"}"}
            server: {"{"} public_url: "https://{PublishedIssuer.Host}" {"}"}
            network: {"{"} ca_file: ca.pem, connect_to: ["{string.Join("\", \"", network.ConnectTo)}"] {"}"}

            """, Cancelled);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal { Out = output, Error = error, In = new Lazy<TextReader>(TextReader.Null) };
        var exit = await CommandLine.RunAsync(words, AllCommands.Create(), new Surroundings(terminal, new Dictionary<string, string>(), folder.Path));
        return (exit, output.ToString(), error.ToString());
    }

    public async Task<ConnectionOutcome> ConnectAsync()
    {
        (await Connection.ConnectAsync(replace: false, Cancelled)).TryGet(out var outcome, out var failures).ShouldBeTrue(failures?[0].Detail);
        return outcome!;
    }

    public async ValueTask DisposeAsync()
    {
        Connection.Dispose();
        local.Dispose();
        Browser.Dispose();
        await server.DisposeAsync();
        await Aws.DisposeAsync();
        await gitLab.DisposeAsync();
        outgoing.Dispose();
        folder.Dispose();
    }

    private async Task ServeAsync(int port, string certificateFile, string keyFile)
    {
        var settings = new AqueductSettings
        {
            Server = new()
            {
                PublicUrl = $"https://{PublishedIssuer.Host}", Urls = $"https://127.0.0.1:{port}", CertificateFile = certificateFile, CertificateKeyFile = keyFile,
            },
            Identity = new(),
            Storage = new(),
            InstanceUid = SetupWorld.Uid,
            BaseFolder = folder.Path,
            Outgoing = outgoing,
            // Keys that nobody knows: were they ever used, AWS would refuse.
            Connections = new(new() { EndpointUrl = Aws.Url.ToString(), CredentialsFile = File("no-such-file") }, new(), new(), SmallGitLab.Url, Transport),
        };
        var started = await AqueductServer.StartAsync(settings, logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log), Cancelled);
        started.TryGet(out var running, out var failure).ShouldBeTrue(failure?.Detail);
        server = running!;
        local = (await LocalServer.TryConnectAsync(Path.GetDirectoryName(server.SocketPath)!, Cancelled))!;
    }

    private async Task SetUpAsync()
    {
        var (state, tokens) = (new RemoteSetupState(local), new RemoteTokens(local));
        var credentials = File("credentials");
        await System.IO.File.WriteAllTextAsync(credentials, "[default]\naws_access_key_id = AKIASTANDIN000000000\naws_secret_access_key = standin-secret-for-local-use-only\n", Cancelled);
        var settings = new SetupSettings(
            SetupWorld.Uid, $"https://{PublishedIssuer.Host}", new() { EndpointUrl = Aws.Url.ToString(), CredentialsFile = credentials }, new(), new());
        SetupSession.Open(settings, Transport, state, tokens, TimeProvider.System).TryGet(out var session, out _).ShouldBeTrue();
        using (session)
        {
            (await session!.PlanAsync(Cancelled)).TryGet(out var plan, out var failures).ShouldBeTrue(failures?[0].Detail);
            (await session.ApplyAsync(plan!, null, Cancelled)).Failure.ShouldBeNull();
        }

        await state.SetAsync("gitlab.application",
            $$"""{"id":7,"client_id":"{{SmallGitLab.ClientId}}","client_secret":"{{gitLab.ClientSecret}}","redirect_uri":"{{gitLab.RedirectUri}}","instance_url":"{{SmallGitLab.Url}}"}""", Cancelled);
        Connection.Open(new(settings, SmallGitLab.Url), Transport, state, tokens, TimeProvider.System).TryGet(out var connection, out _).ShouldBeTrue();
        Connection = connection!;
    }

    private SocketsHttpHandler Transport() => Installation.Transport(network);

    private string File(string name) => Path.Combine(folder.Path, name);
}
