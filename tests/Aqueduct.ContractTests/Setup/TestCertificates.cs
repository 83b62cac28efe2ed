using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Aqueduct.ContractTests.Setup;

/// <summary>Certificates an issuer may show: of an authority of the test's own, or self-signed.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 root;
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    public TestCertificates()
    {
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        root = request.CreateSelfSigned(now.AddDays(-9), now.AddDays(2));
    }

    public string RootPem => root.ExportCertificatePem();

    public X509Certificate2 Issue(string name, TimeSpan? validFor = null)
    {
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = RequestFor(name, leafKey).Create(root, now.AddDays(-8), now + (validFor ?? TimeSpan.FromDays(1)), RandomNumberGenerator.GetBytes(16));
        return Usable(certificate.CopyWithPrivateKey(leafKey));
    }

    public X509Certificate2 SelfSigned(string name)
    {
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Usable(RequestFor(name, leafKey).CreateSelfSigned(now.AddDays(-1), now.AddDays(1)));
    }

    public void Dispose()
    {
        root.Dispose();
        key.Dispose();
    }

    private static CertificateRequest RequestFor(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    // Kestrel wants the key in the certificate for good.
    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        using (certificate)
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
