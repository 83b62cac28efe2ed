using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Aqueduct.Server;

/// <summary>The addresses of <c>server.urls</c>, read and checked before anything starts.</summary>
internal sealed class Listeners
{
    private readonly IReadOnlyList<BindingAddress> addresses;
    private readonly HttpsConnectionAdapterOptions? tls;

    private Listeners(IReadOnlyList<BindingAddress> addresses, HttpsConnectionAdapterOptions? tls) => (this.addresses, this.tls) = (addresses, tls);

    public bool UseTls => tls is not null;

    public static Outcome<Listeners> Read(ServerOptions options, string baseFolder)
    {
        var addresses = new List<BindingAddress>();
        foreach (var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!TryParse(url, out var address))
            {
                return new Failure(
                    "server-urls", $"server.urls: '{url}' is no address to listen on.",
                    "Use http:// or https://, then an IP address, localhost or *, and a port: http://127.0.0.1:7480");
            }

            addresses.Add(address);
        }

        if (addresses.Count is 0)
            return new Failure("server-urls", "server.urls is empty: the server would listen nowhere.", "Set server.urls to http://127.0.0.1:7480 or remove it.");
        if (!addresses.Exists(a => a.Scheme is "https"))
            return new Listeners(addresses, null);
        var certificate = ReadCertificate(options, baseFolder);
        return certificate.TryGet(out var tls, out var failure) ? new Listeners(addresses, tls) : failure;
    }

    public void Listen(KestrelServerOptions kestrel)
    {
        foreach (var address in addresses)
        {
            if (address.Host is "localhost")
                kestrel.ListenLocalhost(address.Port, Secure);
            else if (address.Host is "*" or "+")
                kestrel.ListenAnyIP(address.Port, Secure);
            else
                kestrel.Listen(IPAddress.Parse(address.Host), address.Port, Secure);

            void Secure(ListenOptions listen)
            {
                if (address.Scheme is "https")
                    listen.UseHttps(tls!);
            }
        }
    }

    private static bool TryParse(string url, out BindingAddress address)
    {
        address = null!;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return false;
        }

        return address is { IsUnixPipe: false, IsNamedPipe: false, Scheme: "http" or "https", PathBase: "" }
            && (address.Host is "localhost" or "*" or "+" || IPAddress.TryParse(address.Host, out _))
            && address.Port is >= 0 and <= 65535
            && !(address is { Host: "localhost", Port: 0 }); // two sockets, IPv4 and IPv6, cannot agree on a free port
    }

    private static Outcome<HttpsConnectionAdapterOptions> ReadCertificate(ServerOptions options, string baseFolder)
    {
        const string fix = "Set server.certificate_file and server.certificate_key_file to PEM files, or use http:// behind a proxy that does TLS.";
        if (options.CertificateFile is null || options.CertificateKeyFile is null)
            return new Failure("server-certificate", "server.urls has an https:// address, but no certificate is configured.", fix);

        var (certificate, key) = (Path.Combine(baseFolder, options.CertificateFile), Path.Combine(baseFolder, options.CertificateKeyFile));
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificate);
            return new HttpsConnectionAdapterOptions
            {
                ServerCertificate = X509Certificate2.CreateFromPemFile(certificate, key),
                ServerCertificateChain = chain,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return new Failure("server-certificate", $"The certificate {certificate} with the key {key} cannot be used: {e.Message}", fix);
        }
    }
}
