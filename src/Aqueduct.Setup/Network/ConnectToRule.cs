using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Aqueduct.Setup.Network;

/// <summary>One line of <c>network.connect_to</c>, <c>HOST:PORT=ADDRESS:PORT</c>: connections for the left go to the right.</summary>
public sealed record ConnectToRule(string Host, int Port, string Address, int AddressPort)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out ConnectToRule? rule)
    {
        rule = null;
        var sides = text.Split('=');
        if (sides.Length != 2 || !TrySplit(sides[0], out var host, out var port) || !TrySplit(sides[1], out var address, out var addressPort))
            return false;
        rule = new ConnectToRule(host, port, address, addressPort);
        return true;
    }

    public bool Matches(DnsEndPoint target) => target.Port == Port && string.Equals(target.Host, Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>IPv6 addresses stand in brackets.</summary>
    private static bool TrySplit(string text, out string host, out int port)
    {
        var colon = text.LastIndexOf(':');
        host = colon > 0 ? text[..colon] : "";
        port = 0;
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
            if (!IPAddress.TryParse(host, out _))
                return false;
        }
        else if (Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4))
        {
            return false;
        }
        return int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535;
    }
}
