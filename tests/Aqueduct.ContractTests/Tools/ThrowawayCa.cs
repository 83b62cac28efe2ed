using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Aqueduct.ContractTests.Tools;

/// <summary>A certificate authority that lives as long as a test, with its root in a PEM file for those who shall trust it.</summary>
internal sealed class ThrowawayCa : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    public ThrowawayCa(string name = "CN=Throwaway CA")
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        Certificate = request.CreateSelfSigned(now.AddDays(-9), now.AddDays(2));
        RootFile = Path.Combine(Path.GetTempPath(), $"throwaway-ca-{Guid.NewGuid():N}.pem");
        File.WriteAllText(RootFile, RootPem);
    }

    public X509Certificate2 Certificate { get; }

    public string RootPem => Certificate.ExportCertificatePem();

    public string RootFile { get; }

    /// <summary>A certificate for <paramref name="host"/>, valid for the last week.</summary>
    /// <param name="validFor">How much longer; default: a day. Negative: it has expired.</param>
    /// <param name="purpose">Extended key usage; default: server authentication.</param>
    public X509Certificate2 Issue(string host, TimeSpan? validFor = null, string purpose = "1.3.6.1.5.5.7.3.1")
    {
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = RequestFor(host, leafKey);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        using var certificate = request.Create(Certificate, now.AddDays(-8), now + (validFor ?? TimeSpan.FromDays(1)), RandomNumberGenerator.GetBytes(16));
        return Usable(certificate.CopyWithPrivateKey(leafKey));
    }

    /// <summary>One that no authority signed.</summary>
    public X509Certificate2 SelfSigned(string host)
    {
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Usable(RequestFor(host, leafKey).CreateSelfSigned(now.AddDays(-1), now.AddDays(1)));
    }

    public void Dispose()
    {
        File.Delete(RootFile);
        Certificate.Dispose();
        key.Dispose();
    }

    private static CertificateRequest RequestFor(string host, ECDsa key)
    {
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
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
