using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Tools;
using Aqueduct.StandIns.CloudConnector;
using Aqueduct.StandIns.GitLab;

namespace Aqueduct.ContractTests.StandIns.GitLab;

public sealed class LifeTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task State_and_repositories_outlive_a_restart()
    {
        using var folder = new TemporaryFolder();
        var options = new GitLabStandInOptions { Urls = ["http://127.0.0.1:0"], StateFolder = folder.Path };
        await using (var first = await GitLabClient.StartAsync(options))
        {
            await first.RestAsync("POST", "/applications", body: new JsonObject { ["name"] = "Kept", ["redirect_uri"] = "https://a.example.test", ["scopes"] = "api" });
            await first.RestAsync("POST", "/projects/acme%2Fshop/hooks", "max", new JsonObject { ["url"] = "https://h.example.test", ["note_events"] = true });
        }

        await using var second = await GitLabClient.StartAsync(options);

        (await second.RestAsync("GET", "/applications")).Body![0]!["application_name"]!.ToString().ShouldBe("Kept");
        (await second.RestAsync("GET", "/projects/acme%2Fshop/hooks", "max")).Body![0]!["note_events"]!.GetValue<bool>().ShouldBeTrue();
        (await second.RestAsync("GET", "/projects/acme%2Fshop/repository/branches/main", "max")).Status.ShouldBe(200);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(folder.Path, "gitlab-state.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_taken_port_is_an_IO_error()
    {
        await using var first = await GitLabClient.StartAsync();

        await Should.ThrowAsync<IOException>(() => GitLabStandIn.StartAsync(new GitLabStandInOptions { Urls = [$"http://127.0.0.1:{first.StandIn.Url.Port}"] }, Cancelled));
    }

    [Fact]
    public async Task It_speaks_TLS_with_the_given_certificate_under_its_external_name()
    {
        using var folder = new TemporaryFolder();
        var (certificate, key) = (Path.Combine(folder.Path, "tls.pem"), Path.Combine(folder.Path, "tls.key"));
        using var pair = SelfSigned();
        await File.WriteAllTextAsync(certificate, pair.ExportCertificatePem(), Cancelled);
        await File.WriteAllTextAsync(key, pair.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), Cancelled);
        await using var gitLab = await GitLabStandIn.StartAsync(
            new GitLabStandInOptions { Urls = ["http://127.0.0.1:0", "https://127.0.0.1:0"], CertificateFile = certificate, KeyFile = key, ExternalUrl = "https://gitlab.example.test" }, Cancelled);
        string? presented = null;
        using var http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => (presented = shown!.GetCertHashString()) == pair.GetCertHashString() },
        });

        var discovery = JsonNode.Parse(await http.GetStringAsync(new Uri(gitLab.Urls[1], ".well-known/openid-configuration"), Cancelled))!;

        (gitLab.Urls[1].Scheme, presented, discovery["issuer"]!.ToString()).ShouldBe(("https", pair.GetCertHashString(), "https://gitlab.example.test"));
    }

    [Fact]
    public async Task The_portal_keeps_its_key_and_mints_what_it_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        var options = new CloudConnectorStandInOptions { Urls = ["http://127.0.0.1:0"], SigningKeyFile = Path.Combine(folder.Path, "key.pem") };
        string first;
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await using (var portal = await CloudConnectorStandIn.StartAsync(options, Cancelled)) first = await http.GetStringAsync(new Uri(portal.Url, "oauth/discovery/keys"), Cancelled);

        await using var again = await CloudConnectorStandIn.StartAsync(options, Cancelled);
        (await http.GetStringAsync(new Uri(again.Url, "oauth/discovery/keys"), Cancelled)).ShouldBe(first);
        var token = JsonNode.Parse(await http.GetStringAsync(new Uri(again.Url, "_standin/token?instance_uid=u1&realm=saas&scopes=duo_chat&lifetime_seconds=-60"), Cancelled))!["token"]!.ToString();
        var claims = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]))!;
        (claims["sub"]!.ToString(), claims["gitlab_realm"]!.ToString(), claims["scopes"]!.ToJsonString(), (long)claims["exp"]! - (long)claims["iat"]!).ShouldBe(("u1", "saas", """["duo_chat"]""", -60));
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gitlab.example.test", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
    }
}
