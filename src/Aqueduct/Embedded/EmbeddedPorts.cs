using System.Net;
using System.Net.Sockets;

namespace Aqueduct.Embedded;

/// <summary>The loopback ports of an embedded installation.</summary>
internal sealed record EmbeddedPorts(int Http, int Tls, int Aws, int GitLab, int GitLabTls)
{
    public static EmbeddedPorts Default { get; } = new(7480, 7443, 7481, 7482, 7444);

    /// <summary>The first of these ports that somebody listens on, or null.</summary>
    public int? Taken() => ((int[])[Http, Tls, Aws, GitLab, GitLabTls]).Cast<int?>().FirstOrDefault(port => !IsFree(port!.Value));

    /// <summary>Ports nobody listens on now. Somebody may take one before we do; then the start says so.</summary>
    public static EmbeddedPorts Free()
    {
        var listeners = Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(l => l.Start());
            var ports = listeners.ConvertAll(l => ((IPEndPoint)l.LocalEndpoint).Port);
            return new EmbeddedPorts(ports[0], ports[1], ports[2], ports[3], ports[4]);
        }
        finally
        {
            listeners.ForEach(l => l.Dispose());
        }
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
