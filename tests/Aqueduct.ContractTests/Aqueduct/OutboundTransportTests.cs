using Aqueduct.ContractTests.Tools;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Network;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.ContractTests.Executable;

public sealed class OutboundTransportTests : IAsyncDisposable
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private readonly string folder = Directory.CreateTempSubdirectory("aqueduct-tls-").FullName;
    private readonly ThrowawayCa ca = new("CN=Throwaway CA");
    private WebApplication? app;

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        ca.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_name_is_reached_elsewhere_and_still_verified_under_a_private_root()
    {
        var port = await ListenAsync(ca.Issue("name.example.test"));

        (await GetAsync("https://name.example.test/", port, ca.Certificate)).ShouldBe("name.example.test");
    }

    [Fact]
    public async Task Without_the_private_root_the_chain_is_refused() =>
        await ShouldBeRefusedAsync("https://name.example.test/", await ListenAsync(ca.Issue("name.example.test")), root: null);

    [Fact]
    public async Task A_certificate_of_another_name_is_refused() =>
        await ShouldBeRefusedAsync("https://name.example.test/", await ListenAsync(ca.Issue("other.example.test")), ca.Certificate);

    [Fact]
    public async Task An_expired_certificate_is_refused() =>
        await ShouldBeRefusedAsync("https://name.example.test/", await ListenAsync(ca.Issue("name.example.test", validFor: TimeSpan.FromDays(-1))), ca.Certificate);

    [Fact]
    public async Task A_certificate_for_clients_is_refused() =>
        await ShouldBeRefusedAsync(
            "https://name.example.test/", await ListenAsync(ca.Issue("name.example.test", purpose: "1.3.6.1.5.5.7.3.2")), ca.Certificate);

    [Fact]
    public async Task A_root_of_the_same_name_but_another_key_is_refused()
    {
        using var impostor = new ThrowawayCa("CN=Throwaway CA");

        await ShouldBeRefusedAsync("https://name.example.test/", await ListenAsync(impostor.Issue("name.example.test")), ca.Certificate);
    }

    [Theory]
    [InlineData(null, "a=b", "network-connect-to", "network.connect_to: 'a=b'")]
    [InlineData("missing.pem", null, "network-ca-file", "missing.pem cannot be read")]
    [InlineData("empty.pem", null, "network-ca-file", "empty.pem holds no certificate")]
    public void A_wrong_setting_is_a_failure_that_names_its_key(string? caFile, string? rule, string code, string detail)
    {
        File.WriteAllText(Path.Combine(folder, "empty.pem"), "nothing\n");

        OutboundTransport.TryCreate(
            new NetworkOptions { CaFile = caFile is null ? null : Path.Combine(folder, caFile), ConnectTo = rule is null ? [] : [rule] },
            out var failure).ShouldBeNull();

        failure.ShouldNotBeNull().Code.ShouldBe(code);
        failure.Detail.ShouldStartWith("network.");
        failure.Detail.ShouldContain(detail);
    }

    private async Task ShouldBeRefusedAsync(string url, int port, X509Certificate2? root) =>
        (await Should.ThrowAsync<HttpRequestException>(() => GetAsync(url, port, root))).InnerException.ShouldBeOfType<AuthenticationException>();

    private async Task<string> GetAsync(string url, int port, X509Certificate2? root)
    {
        var network = new NetworkOptions { ConnectTo = [$"{new Uri(url).Host}:443=127.0.0.1:{port}"] };
        if (root is not null)
        {
            network.CaFile = Path.Combine(folder, "ca.pem");
            await File.WriteAllTextAsync(network.CaFile, root.ExportCertificatePem(), Cancelled);
        }
        using var http = new HttpClient(OutboundTransport.TryCreate(network, out var failure).ShouldNotBeNull());
        failure.ShouldBeNull();
        return await http.GetStringAsync(new Uri(url), Cancelled);
    }

    /// <summary>Answers each request with the host it was meant for.</summary>
    private async Task<int> ListenAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var tls = new TlsHandshakeCallbackOptions // unlike UseHttps(certificate) it also serves what no server should
        {
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificate = certificate }),
        };
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(tls)));
        app = builder.Build();
        app.Run(context => context.Response.WriteAsync(context.Request.Host.Host, Cancelled));
        await app.StartAsync(Cancelled);
        return new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()).Port;
    }
}
