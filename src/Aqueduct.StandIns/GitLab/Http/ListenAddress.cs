using System.Diagnostics.CodeAnalysis;
using System.Net;
using Aqueduct.StandIns.Hosting;

namespace Aqueduct.StandIns.GitLab.Http;

/// <summary>An address the stand-in listens on: loopback, with or without TLS.</summary>
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
}
