using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Aqueduct.Setup.Issuer;

/// <summary>Watches how a handler judges the server's certificate, so that a refusal can be explained; the verdict stays the handler's.</summary>
internal sealed class ObservedCertificate
{
    public SslPolicyErrors Errors { get; private set; }

    public bool IsSelfSigned { get; private set; }

    public string Subject { get; private set; } = "";

    public string Issuer { get; private set; } = "";

    public string Reasons { get; private set; } = "";

    public DateTime NotAfter { get; private set; }

    public static ObservedCertificate Watch(HttpMessageHandler transport)
    {
        var observed = new ObservedCertificate();
        if (transport is SocketsHttpHandler sockets)
        {
            var verdict = sockets.SslOptions.RemoteCertificateValidationCallback;
            sockets.SslOptions.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
            {
                observed.Note(certificate, chain, errors);
                return verdict?.Invoke(sender, certificate, chain, errors) ?? errors is SslPolicyErrors.None;
            };
        }

        return observed;
    }

    private void Note(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Errors = errors;
        Subject = certificate?.Subject ?? "";
        Issuer = certificate?.Issuer ?? "";
        IsSelfSigned = Subject.Length > 0 && Subject == Issuer;
        NotAfter = (certificate as X509Certificate2)?.NotAfter.ToUniversalTime() ?? DateTime.MaxValue;
        Reasons = string.Join(", ", chain?.ChainStatus.Select(s => s.Status).Distinct() ?? []);
    }
}
