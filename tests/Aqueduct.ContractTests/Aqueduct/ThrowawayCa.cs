using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Aqueduct.ContractTests.Executable;

/// <summary>A certificate authority for one test.</summary>
internal sealed class ThrowawayCa : IDisposable
{
    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddDays(-10);

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public ThrowawayCa(string name)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        Certificate = request.CreateSelfSigned(Start, Start.AddDays(30));
    }

    public X509Certificate2 Certificate { get; }

    /// <param name="purpose">Extended key usage; default: server authentication.</param>
    public X509Certificate2 Issue(string host, bool expired = false, string purpose = "1.3.6.1.5.5.7.3.1")
    {
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + host, leafKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        using var issued = request.Create(Certificate, Start, Start.AddDays(expired ? 5 : 30), RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(leafKey);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null); // Kestrel wants a key that stays
    }

    public void Dispose()
    {
        Certificate.Dispose();
        key.Dispose();
    }
}
