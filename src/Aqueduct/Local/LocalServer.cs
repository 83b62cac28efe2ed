using System.Net.Sockets;

namespace Aqueduct.Local;

/// <summary>The server that runs on a data folder, over its Unix socket; the caller is its local administrator.</summary>
internal sealed class LocalServer : IDisposable
{
    public const string SocketName = "aqueduct.sock";

    private LocalServer(HttpClient http) => Http = http;

    /// <summary>Requests go to the socket whatever host they name; the base address is set.</summary>
    public HttpClient Http { get; }

    /// <returns>The running server, or null when nothing accepts on the socket; a file that was left behind proves nothing.</returns>
    public static async Task<LocalServer?> TryConnectAsync(string dataFolder, CancellationToken cancellationToken)
    {
        if (!await AnswersAsync(dataFolder, cancellationToken))
            return null;
        var endpoint = new UnixDomainSocketEndPoint(Path.Combine(dataFolder, SocketName));
        var transport = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, connecting) => new NetworkStream(await ConnectAsync(endpoint, connecting), ownsSocket: true),
        };
        return new LocalServer(new HttpClient(transport) { BaseAddress = new Uri("http://aqueduct.local/"), Timeout = TimeSpan.FromSeconds(100) });
    }

    public static async Task<bool> AnswersAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(dataFolder, SocketName);
        if (!File.Exists(path))
            return false;
        try
        {
            using var socket = await ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose() => Http.Dispose();

    private static async Task<Socket> ConnectAsync(UnixDomainSocketEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
