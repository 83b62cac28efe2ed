using System.Net.Sockets;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.Setup.Network;

/// <summary>
/// The innermost handler of every HTTP client of ours. Proxies come from the environment.
/// Neither further roots nor name overrides loosen a check: chain and host name are always verified.
/// </summary>
public static class OutboundTransport
{
    /// <param name="network">Paths must be absolute.</param>
    /// <param name="failure">Names the key that is wrong.</param>
    /// <returns>The handler, owned by the caller; null when <paramref name="failure"/> is not.</returns>
    public static SocketsHttpHandler? TryCreate(NetworkOptions network, out Failure? failure)
    {
        failure = null;
        var rules = new List<ConnectToRule>();
        foreach (var text in network.ConnectTo)
        {
            if (!ConnectToRule.TryParse(text, out var rule))
            {
                failure = new("network-connect-to", $"network.connect_to: '{text}' is not HOST:PORT=ADDRESS:PORT.",
                    "Write it as aqueduct.example.com:443=127.0.0.1:7443.");
                return null;
            }
            rules.Add(rule);
        }
        PrivateRoots? roots = null;
        if (network.CaFile is { } file && (roots = PrivateRoots.TryRead(file, out failure)) is null)
            return null;
        return Create(rules, roots);
    }

    private static SocketsHttpHandler Create(List<ConnectToRule> rules, PrivateRoots? roots)
    {
        var transport = new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // a moved name is found again
            ConnectTimeout = TimeSpan.FromSeconds(10),
            AllowAutoRedirect = false, // a redirect would carry signed or authorized requests elsewhere
            UseCookies = false, // one jar for all would give a user's cookie to the next one
            ActivityHeadersPropagator = null, // nobody collects traces, and a caller's own header goes on unchanged
        };
        if (rules.Count > 0)
        {
            transport.Proxy = new ProxyUnlessOverridden(HttpClient.DefaultProxy, rules);
            transport.ConnectCallback = (context, cancellationToken) => ConnectAsync(rules, context, cancellationToken);
        }
        if (roots is not null)
            transport.SslOptions.RemoteCertificateValidationCallback = roots.Accepts;
        return transport;
    }

    private static async ValueTask<Stream> ConnectAsync(
        List<ConnectToRule> rules, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var rule = rules.Find(r => r.Matches(target));
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(rule?.Address ?? target.Host, rule?.AddressPort ?? target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
