using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Aqueduct.StandIns.Hosting;

/// <summary>Where a stand-in may listen: plain HTTP on this machine only, because it accepts published credentials.</summary>
internal static class LoopbackUrl
{
    /// <param name="url">Such as <c>http://127.0.0.1:7481</c>; port 0 picks a free one.</param>
    /// <param name="refusal">Names the value, the reason and the fix.</param>
    public static bool TryParse(string url, [NotNullWhen(true)] out IPEndPoint? endPoint, [NotNullWhen(false)] out string? refusal)
    {
        endPoint = null;
        refusal = null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/")
            refusal = $"'{url}' is not an address a stand-in can listen on: give http://127.0.0.1:PORT.";
        else if (Address(uri.Host) is { } address)
            endPoint = new IPEndPoint(address, uri.Port);
        else
            refusal = $"'{url}' is not on this machine: a stand-in takes credentials everybody knows, so it listens on loopback only. "
                + $"Give http://127.0.0.1:{uri.Port}.";
        return endPoint is not null;
    }

    private static IPAddress? Address(string host) =>
        host == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address) ? address
        : null;
}
