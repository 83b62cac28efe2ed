using System.Net.Security;
using System.Security.Authentication;

namespace Aqueduct.Setup.Issuer;

/// <summary>Why the issuer's certificate is refused, and what to do.</summary>
internal static class IssuerCertificate
{
    private const string PublicCertificate =
        "Use a certificate of a public authority (Let's Encrypt is enough), or publish the issuer on a host that has one: `aqueduct identity publish --to DIR`.";

    public static Failure Explain(string host, ObservedCertificate seen, AuthenticationException exception, DateTimeOffset now) => seen switch
    {
        { Errors: SslPolicyErrors.None } =>
            new("issuer-tls", $"TLS with {host} fails: {exception.Message}", "Check the TLS set-up of the server or proxy on port 443; AWS needs TLS 1.2 or later."),
        _ when seen.Errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) =>
            new("issuer-no-certificate", $"{host} shows no certificate.", PublicCertificate),
        _ when seen.Errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) =>
            new("issuer-certificate-name", $"The certificate of {host} is for another name ({seen.Subject}).", $"Install a certificate for {host}."),
        _ when seen.NotAfter < now =>
            new("issuer-certificate-expired", $"The certificate of {host} expired on {seen.NotAfter:yyyy-MM-dd}.", "Renew it."),
        { IsSelfSigned: true } =>
            new("issuer-self-signed", $"The certificate of {host} is self-signed ({seen.Subject}); AWS would have to be told its thumbprint, and Amazon Q takes no such host.",
                $"{PublicCertificate} For a rehearsal against the stand-ins name its authority in network.ca_file."),
        _ =>
            new("issuer-certificate-untrusted", $"The certificate of {host} comes from an authority that is not trusted here ({seen.Issuer}: {seen.Reasons}).",
                $"{PublicCertificate} If only this machine does not know the authority, name it in network.ca_file; if the chain is incomplete, let the server send the intermediate certificates."),
    };
}
