using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Aqueduct.Bench.Gateway;

/// <summary>A certificate of a day for this machine, its own authority: issuers are reached by https only.</summary>
internal static class ThrowawayCertificate
{
    /// <param name="file">Where its public part is written, for <c>network.ca_file</c>.</param>
    public static X509Certificate2 Create(string file, TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Aqueduct bench", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = clock.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddDays(1));
        File.WriteAllText(file, certificate.ExportCertificatePem());
        return certificate;
    }
}
