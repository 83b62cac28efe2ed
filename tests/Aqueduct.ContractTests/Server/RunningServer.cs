using System.Net.Sockets;
using Aqueduct.ContractTests.Storage;
using Aqueduct.Server;
using Aqueduct.Server.Identity;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.ContractTests.Server;

/// <summary>The server on a free port and a data folder of its own; the socket's client is the local administrator.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public const string Uid = "6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11";

    private readonly AqueductServer server;

    private RunningServer(AqueductServer server)
    {
        this.server = server;
        Http = new HttpClient { BaseAddress = new Uri(server.Addresses[0]) };
        Local = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(server.SocketPath), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        }) { BaseAddress = new Uri("http://local") };
    }

    public HttpClient Http { get; }

    public HttpClient Local { get; }

    public AqueductServer Server => server;

    public static string IssuerPath => $"/cc/oidc/{Uid}";

    public static async Task<RunningServer> StartAsync(TempFolder folder, Func<ServerOptions>? options = null, SigningAlgorithm algorithm = SigningAlgorithm.ES256,
        BesideSettings? beside = null)
    {
        var started = await TryStartAsync(folder, options?.Invoke() ?? Plain(), algorithm, beside);
        started.TryGet(out var server, out var failure).ShouldBeTrue(failure?.Detail);
        return new RunningServer(server!);
    }

    public static async Task<Failure> ShouldNotStartAsync(TempFolder folder, ServerOptions options)
    {
        (await TryStartAsync(folder, options, SigningAlgorithm.ES256)).TryGet(out _, out var failure).ShouldBeFalse();
        return failure!;
    }

    public static ServerOptions Plain(string urls = "http://127.0.0.1:0") => new() { PublicUrl = "https://aqueduct.example.test", Urls = urls };

    public static Issuer IssuerOf(string baseUrl)
    {
        Issuer.TryCreate(baseUrl, "server.public_url", Uid, out var issuer, out var failure).ShouldBeTrue(failure?.Detail);
        return issuer!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Local.Dispose();
        await server.DisposeAsync();
    }

    private static Task<Outcome<AqueductServer>> TryStartAsync(TempFolder folder, ServerOptions options, SigningAlgorithm algorithm, BesideSettings? beside = null) =>
        AqueductServer.StartAsync(
            new AqueductSettings
            {
                Server = options,
                Identity = new IdentityOptions { SigningAlgorithm = algorithm },
                Storage = new StorageOptions(),
                InstanceUid = Uid,
                BaseFolder = folder.FullPath,
                Outgoing = new HttpClient(),
                Beside = beside,
            },
            _ => { }, TestContext.Current.CancellationToken);
}
