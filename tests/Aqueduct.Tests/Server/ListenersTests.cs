using Aqueduct.Server;

namespace Aqueduct.Tests.Server;

public sealed class ListenersTests
{
    [Theory]
    [InlineData("http://127.0.0.1:7480")]
    [InlineData("http://localhost:80; http://[::1]:0")]
    [InlineData("http://*:8080")]
    public void Addresses_to_listen_on_are_taken(string urls) =>
        Listeners.Read(new ServerOptions { Urls = urls }, "/").TryGet(out _, out var failure).ShouldBeTrue(failure?.Detail);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("ftp://127.0.0.1", "ftp://127.0.0.1")]
    [InlineData("http://aqueduct.example.com", "aqueduct.example.com")]
    [InlineData("http://unix:/tmp/x.sock", "unix:")]
    [InlineData("http://127.0.0.1:7480/path", "/path")]
    [InlineData("http://127.0.0.1:99999", "99999")]
    [InlineData("7480", "7480")]
    public void Wrong_address_is_named(string urls, string part)
    {
        Listeners.Read(new ServerOptions { Urls = urls }, "/").TryGet(out _, out var failure).ShouldBeFalse();

        failure!.Detail.ShouldContain("server.urls");
        failure.Detail.ShouldContain(part);
    }

    [Theory]
    [InlineData(null, "no certificate is configured")]
    [InlineData("missing.pem", "missing.pem")]
    public void Https_without_a_usable_certificate_is_refused(string? file, string part)
    {
        Listeners.Read(new ServerOptions { Urls = "https://127.0.0.1:0", CertificateFile = file, CertificateKeyFile = file }, "/nowhere")
            .TryGet(out _, out var failure).ShouldBeFalse();

        failure!.Detail.ShouldContain(part);
        failure.Fix.ShouldContain("server.certificate_file");
    }
}
