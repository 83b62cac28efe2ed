using System.Net;
using System.Net.Sockets;
using Aqueduct.ContractTests.Storage;
using Aqueduct.Server;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Network;

namespace Aqueduct.ContractTests.Server;

public sealed class AqueductServerTests : IDisposable
{
    private readonly TempFolder folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Running_server_is_healthy_and_ready(string path)
    {
        await using var server = await RunningServer.StartAsync(folder);

        (await server.Http.GetAsync(path, Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Socket_is_for_its_owner_alone_and_goes_with_the_server()
    {
        string socket;
        await using (var server = await RunningServer.StartAsync(folder))
        {
            socket = server.Server.SocketPath;
            File.GetUnixFileMode(socket).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Exists(socket).ShouldBeFalse();
    }

    [Fact]
    public async Task Socket_left_behind_by_a_killed_server_is_replaced()
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.FullPath, "data")).FullName, "aqueduct.sock");
        await File.WriteAllTextAsync(path, "", Cancelled);

        await using var server = await RunningServer.StartAsync(folder);

        (await server.Local.GetAsync("/healthz", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Second_server_on_the_folder_is_refused_and_the_first_keeps_its_socket()
    {
        await using var server = await RunningServer.StartAsync(folder);

        var failure = await RunningServer.ShouldNotStartAsync(folder, RunningServer.Plain());

        failure.Code.ShouldBe("data-folder-in-use");
        (await server.Local.GetAsync("/healthz", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Port_in_use_is_told_and_leaves_the_folder_free()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var failure = await RunningServer.ShouldNotStartAsync(folder, RunningServer.Plain($"http://{other.LocalEndpoint}"));

        failure.Code.ShouldBe("cannot-listen");
        failure.Detail.ShouldContain(other.LocalEndpoint.ToString()!);
        await using var server = await RunningServer.StartAsync(folder);
    }

    [Fact]
    public async Task Public_url_that_cannot_be_an_issuer_stops_the_start()
    {
        var failure = await RunningServer.ShouldNotStartAsync(folder, new ServerOptions { PublicUrl = "https://aqueduct.example.test:8443", Urls = "http://127.0.0.1:0" });

        failure.Code.ShouldBe("issuer-url");
        failure.Detail.ShouldContain("server.public_url");
    }

    [Fact]
    public async Task Path_too_long_for_a_socket_stops_the_start()
    {
        using var deep = new TempFolder();
        Directory.CreateDirectory(Path.Combine(folder.FullPath, new string('a', 100)));

        var started = await AqueductServer.StartAsync(
            new AqueductSettings
            {
                Server = RunningServer.Plain(),
                Identity = new IdentityOptions(),
                Storage = new(),
                InstanceUid = RunningServer.Uid,
                BaseFolder = Path.Combine(folder.FullPath, new string('a', 100)),
                Outgoing = new HttpClient(),
            },
            _ => { }, Cancelled);

        started.TryGet(out _, out var failure).ShouldBeFalse();
        failure!.Code.ShouldBe("socket-path-too-long");
    }

    [Fact]
    public async Task Issuer_is_served_over_TLS_by_name_and_chain()
    {
        using var authority = new ThrowawayAuthority(folder.FullPath, "aqueduct.example.test");
        await using var server = await RunningServer.StartAsync(folder, () => new ServerOptions
        {
            PublicUrl = "https://aqueduct.example.test",
            Urls = "https://127.0.0.1:0",
            CertificateFile = authority.CertificateFile,
            CertificateKeyFile = authority.KeyFile,
        });
        var port = new Uri(server.Server.Addresses.Single()).Port;
        using var transport = OutboundTransport.TryCreate(
            new NetworkOptions { CaFile = authority.CaFile, ConnectTo = [$"aqueduct.example.test:443=127.0.0.1:{port}"] }, out var failure);
        failure.ShouldBeNull();
        using var http = new HttpClient(transport!);

        var discovery = await http.GetStringAsync(RunningServer.IssuerOf("https://aqueduct.example.test").DiscoveryUrl, Cancelled);

        discovery.ShouldContain("\"issuer\":\"https://aqueduct.example.test/cc/oidc/");
    }
}
