using System.Net;
using System.Net.Sockets;

namespace Aqueduct.Embedded;

/// <summary>The loopback ports of an embedded installation.</summary>
internal sealed record EmbeddedPorts(int Http, int Tls, int Aws, int GitLab, int GitLabTls)
{
    private const int LowestFree = 10_000;
    private const int HighestFree = 32_000;

    public static EmbeddedPorts Default { get; } = new(7480, 7443, 7481, 7482, 7444);

    /// <summary>The first of these ports that somebody listens on, or null.</summary>
    public int? Taken() => ((int[])[Http, Tls, Aws, GitLab, GitLabTls]).Cast<int?>().FirstOrDefault(port => !IsFree(port!.Value));

    /// <summary>Ports nobody listens on now, below those that systems give to outgoing connections: there any client may take one before we do.</summary>
    public static EmbeddedPorts Free()
    {
        var first = Random.Shared.Next(LowestFree, HighestFree);
        var ports = Enumerable.Range(first, HighestFree - LowestFree).Select(p => p < HighestFree ? p : p - HighestFree + LowestFree)
            .Where(IsFree).Take(5).ToList();
        return new EmbeddedPorts(ports[0], ports[1], ports[2], ports[3], ports[4]);
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
