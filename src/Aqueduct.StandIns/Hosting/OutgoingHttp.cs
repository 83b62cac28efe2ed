using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Aqueduct.StandIns.Hosting;

/// <summary>How a stand-in calls out (STS to an issuer, Amazon Q to a GitLab): names and chains strictly verified, no redirects, no proxy.</summary>
internal static class OutgoingHttp
{
    /// <param name="connectTo">Names reached at other addresses.</param>
    /// <param name="caFile">PEM file of roots trusted beside the system's; null for none.</param>
    public static HttpClient Create(IReadOnlyList<ConnectTo> connectTo, string? caFile)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(connectTo, context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken),
        };
        if (caFile is not null) TrustAlso(handler.SslOptions, caFile);
        return new HttpClient(handler);
    }

    private static async ValueTask<Stream> ConnectAsync(IReadOnlyList<ConnectTo> rules, string host, int port, CancellationToken cancellationToken)
    {
        var rule = rules.FirstOrDefault(r => r.Port == port && string.Equals(r.Host, host, StringComparison.OrdinalIgnoreCase));
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(rule?.ToHost ?? host, rule?.ToPort ?? port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // The system's own verdict stands where it is good; otherwise only an unknown root may be mended, never a wrong name.
    private static void TrustAlso(SslClientAuthenticationOptions options, string caFile)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(caFile);
        options.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            errors == SslPolicyErrors.None
            || (errors == SslPolicyErrors.RemoteCertificateChainErrors && certificate is X509Certificate2 leaf && LeadsTo(roots, leaf, chain));
    }

    private static bool LeadsTo(X509Certificate2Collection roots, X509Certificate2 leaf, X509Chain? sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.1")); // server authentication
        if (sent is not null) chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return chain.Build(leaf);
    }
}
