using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aqueduct.StandIns.Hosting;

/// <summary>An address a stand-in listens on: loopback, with or without TLS.</summary>
internal sealed record ListenAddress(IPEndPoint EndPoint, bool Tls)
{
    public static bool TryParse(string url, [NotNullWhen(true)] out ListenAddress? address, [NotNullWhen(false)] out string? refusal)
    {
        var tls = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        // The loopback rule is about the host alone; the default port of https is spelled out before the scheme goes.
        var plain = tls && Uri.TryCreate(url, UriKind.Absolute, out var uri) ? $"http://{uri.Authority}{(uri.IsDefaultPort ? ":443" : "")}{uri.PathAndQuery}" : url;
        address = LoopbackUrl.TryParse(plain, out var endPoint, out refusal) ? new ListenAddress(endPoint, tls) : null;
        return address is not null;
    }

    /// <summary>What is wrong with a set of addresses and their certificate, each with value, reason and fix.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<string> urls, string? certificateFile, string? keyFile)
    {
        if (urls.Count == 0) yield return "No address to listen on was given: give http://127.0.0.1:PORT.";
        foreach (var url in urls)
            if (!TryParse(url, out _, out var refusal)) yield return refusal;
        if (certificateFile is null && urls.Any(u => u.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
            yield return "An https address needs a certificate: give its PEM file.";
        foreach (var file in new[] { certificateFile, keyFile }.OfType<string>().Where(f => !File.Exists(f)))
            yield return $"The file '{file}' does not exist: give a PEM file.";
    }

    /// <param name="keyFile">Null when the certificate's file holds the key.</param>
    public static void Listen(KestrelServerOptions kestrel, string url, string? certificateFile, string? keyFile)
    {
        if (!TryParse(url, out var address, out var refusal)) throw new ArgumentException(refusal, nameof(url));
        kestrel.Listen(address.EndPoint, listen =>
        {
            if (address.Tls) listen.UseHttps(X509Certificate2.CreateFromPemFile(certificateFile!, keyFile));
        });
    }
}
