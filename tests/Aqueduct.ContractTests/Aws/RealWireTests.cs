using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Aqueduct.Aws;
using Aqueduct.Aws.Calling;

namespace Aqueduct.ContractTests.Aws;

/// <summary>What real sockets and TLS report, as the failures a person reads.</summary>
public sealed class RealWireTests : IDisposable
{
    private readonly TcpListener server = new(IPAddress.Loopback, 0);

    public RealWireTests() => server.Start();

    private string Authority => $"127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task A_self_signed_certificate_is_a_TLS_failure_with_its_reason()
    {
        var serving = ServeTlsAsync();
        var failure = await FailAsync(new SocketsHttpHandler(), $"https://{Authority}/");
        await serving;
        failure.Code.ShouldBe("Tls");
        failure.Message.ShouldStartWith($"TLS with {Authority} failed: ");
        failure.Message.ShouldContain("certificate");
        failure.Message.ShouldEndWith("belongs in network.ca_file.");
    }

    [Fact]
    public async Task A_closed_port_is_a_connection_that_did_not_come_about()
    {
        var authority = Authority;
        server.Stop();
        var failure = await FailAsync(new SocketsHttpHandler(), $"http://{authority}/");
        failure.Code.ShouldBe(NoAnswer.NotConnected);
        failure.Message.ShouldStartWith($"No connection to {authority}: Connection refused");
    }

    [Fact]
    public async Task An_unknown_name_is_told_apart_even_behind_a_connect_callback()
    {
        var transport = new SocketsHttpHandler { ConnectCallback = (_, _) => throw new SocketException((int)SocketError.HostNotFound) };
        (await FailAsync(transport, "http://iam.example.test/")).Code.ShouldBe("Dns");
    }

    [Fact]
    public async Task A_connection_closed_before_the_answer_leaves_the_outcome_unknown()
    {
        var serving = ServeAsync("");
        (await FailAsync(new SocketsHttpHandler(), $"http://{Authority}/")).Code.ShouldBe("NoAnswer");
        await serving;
    }

    [Fact]
    public async Task A_connection_broken_within_the_answer_leaves_the_outcome_unknown()
    {
        var serving = ServeAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<GetRole");
        (await FailAsync(new SocketsHttpHandler(), $"http://{Authority}/")).Code.ShouldBe("NoAnswer");
        await serving;
    }

    private static async Task<AwsFailure> FailAsync(HttpMessageHandler transport, string endpoint)
    {
        using var channel = new AwsChannel(transport, TimeProvider.System);
        var call = new AwsCall
        {
            Service = new AwsService("iam", "us-east-1", new Uri(endpoint)),
            Operation = "CreateRole",
            ContentType = "text/plain",
            Body = [],
            Repeatable = false,
            Signer = null,
        };
        return (await channel.SendAsync(call, _ => null, Cancellation)).Failure.ShouldNotBeNull();
    }

    private async Task ServeAsync(string answer)
    {
        using var client = await server.AcceptTcpClientAsync(Cancellation);
        await using var stream = client.GetStream();
        await stream.ReadExactlyAsync(new byte[64], Cancellation);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), Cancellation);
        client.Client.Shutdown(SocketShutdown.Send);

        // Reading to the client's end keeps the close from becoming a reset.
        await stream.CopyToAsync(Stream.Null, Cancellation);
    }

    private async Task ServeTlsAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var client = await server.AcceptTcpClientAsync(Cancellation);
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, Cancellation);
            await tls.CopyToAsync(Stream.Null, Cancellation);
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client hangs up on this certificate, which is the point.
        }
    }
}
