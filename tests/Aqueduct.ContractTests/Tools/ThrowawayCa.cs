using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Aqueduct.ContractTests.Tools;

/// <summary>A certificate authority that lives as long as a test, with its root in a PEM file for those who shall trust it.</summary>
internal sealed class ThrowawayCa : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 root;
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    public ThrowawayCa()
    {
        var request = new CertificateRequest("CN=Throwaway CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        root = request.CreateSelfSigned(now.AddMinutes(-5), now.AddDays(2));
        RootFile = Path.Combine(Path.GetTempPath(), $"throwaway-ca-{Guid.NewGuid():N}.pem");
        File.WriteAllText(RootFile, root.ExportCertificatePem());
    }

    public string RootFile { get; }

    /// <summary>A server's certificate for the names.</summary>
    public X509Certificate2 Issue(params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names) alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.Create(root, now.AddMinutes(-5), now.AddDays(1), RandomNumberGenerator.GetBytes(16));
        using var withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }

    public void Dispose()
    {
        File.Delete(RootFile);
        root.Dispose();
        key.Dispose();
    }
}
