using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Aqueduct.StandIns.Hosting;

/// <summary>Reaches a name at another address, as curl's <c>--connect-to</c>: <c>HOST:PORT=ADDR:PORT</c>. Names in TLS stay those asked for.</summary>
internal sealed record ConnectTo(string Host, int Port, string ToHost, int ToPort)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out ConnectTo? rule)
    {
        rule = text.Split('=') is [var from, var to] && Split(from) is var (host, port) && Split(to) is var (toHost, toPort)
            ? new ConnectTo(host, port, toHost, toPort)
            : null;
        return rule is not null;
    }

    private static (string Host, int Port)? Split(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? (text[..colon].Trim('[', ']'), port)
            : null;
    }
}
