using System.Net;
using System.Net.Sockets;

namespace Aqueduct.StandIns.GitLab.Hooks;

/// <summary>
/// Which URLs GitLab lets a webhook have. Only names and addresses as written are judged, without DNS: a name that
/// <c>connect_to</c> leads to this machine counts as the public name it stands for.
/// </summary>
internal static class HookUrl
{
    /// <summary>GitLab's reason, or null when the URL is fine.</summary>
    public static string? Refusal(string url, bool allowLocal)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0) return "URI is invalid";
        if (uri.Scheme is not ("http" or "https")) return "Only allowed schemes are http, https";
        if (uri.UserInfo.StartsWith('-')) return "Username needs to start with an alphanumeric character";
        if (allowLocal) return null;
        var host = uri.Host.Trim('[', ']');
        if (host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal)) return "Requests to localhost are not allowed";
        return IPAddress.TryParse(host, out var address) ? Refusal(address) : null;
    }

    private static string? Refusal(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) return "Requests to localhost are not allowed";
        var bytes = address.GetAddressBytes();
        if (address.IsIPv6LinkLocal || (address.AddressFamily == AddressFamily.InterNetwork && bytes is [169, 254, ..])) return "Requests to the link local network are not allowed";
        var local = address.AddressFamily == AddressFamily.InterNetwork
            ? bytes is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [100, >= 64 and <= 127, ..]
            : (bytes[0] & 0xFE) == 0xFC || address.IsIPv6SiteLocal;
        return local ? "Requests to the local network are not allowed" : null;
    }
}
