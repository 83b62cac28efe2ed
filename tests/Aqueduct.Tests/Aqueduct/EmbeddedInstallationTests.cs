using System.Security.Cryptography.X509Certificates;
using Aqueduct.Configuration;
using Aqueduct.Embedded;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.Tests.Executable;

public sealed class EmbeddedInstallationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("aqueduct-embedded-").FullName;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly EmbeddedInstallation installation;

    public EmbeddedInstallationTests() => installation = new(folder, EmbeddedPorts.Default);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Its_configuration_has_no_fault()
    {
        installation.Write(clock);

        var loaded = await ConfigurationLoader.LoadAsync(
            new(folder, installation.ConfigFile, new Dictionary<string, string>(), []), TestContext.Current.CancellationToken);

        loaded.Faults.ShouldBeEmpty();
        loaded.Configuration!.DataFolder.ShouldBe(folder);
        loaded.Configuration.Options.Aws.CredentialsFile.ShouldBe(Path.Combine(folder, "aws-credentials"), "never the default chain");
    }

    [Fact]
    public void Its_certificate_is_for_its_names_and_trusted_by_its_authority_alone()
    {
        installation.Write(clock);

        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "tls.pem"));
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "ca.pem"));
        certificate.MatchesHostname("aqueduct.example.test").ShouldBeTrue();
        certificate.MatchesHostname("gitlab.example.test").ShouldBeTrue();
        using var chain = new X509Chain
        {
            ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, VerificationTime = clock.GetUtcNow().DateTime },
        };
        chain.Build(certificate).ShouldBeFalse();
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.Build(certificate).ShouldBeTrue();
    }

    [Fact]
    public void A_certificate_is_kept_until_its_last_month()
    {
        installation.Write(clock);
        var first = File.ReadAllText(Path.Combine(folder, "tls.pem"));

        clock.Advance(TimeSpan.FromDays(300));
        installation.Write(clock);
        File.ReadAllText(Path.Combine(folder, "tls.pem")).ShouldBe(first);

        clock.Advance(TimeSpan.FromDays(40));
        installation.Write(clock);
        File.ReadAllText(Path.Combine(folder, "tls.pem")).ShouldNotBe(first);
    }

    [Fact]
    public void Its_files_are_the_owners_alone()
    {
        installation.Write(clock);

        foreach (var file in Directory.GetFiles(folder))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }
}
