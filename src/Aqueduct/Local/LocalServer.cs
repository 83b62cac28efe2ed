using System.Net;
using System.Net.Sockets;

namespace Aqueduct.Local;

/// <summary>The server that runs on a data folder, over its Unix socket; the caller is its local administrator.</summary>
internal sealed class LocalServer : IDisposable
{
    public const string SocketName = "aqueduct.sock";

    private readonly HttpClient http;

    private LocalServer(UnixDomainSocketEndPoint endpoint)
    {
        var transport = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellationToken) => new NetworkStream(await ConnectAsync(endpoint, cancellationToken), ownsSocket: true),
        };
        http = new HttpClient(transport) { BaseAddress = new Uri("http://aqueduct.local/") }; // a name for the Host header; never resolved
    }

    /// <returns>The running server, or null when nothing accepts on the socket; a file that was left behind proves nothing.</returns>
    public static async Task<LocalServer?> TryConnectAsync(string dataFolder, CancellationToken cancellationToken) =>
        await AnswersAsync(dataFolder, cancellationToken)
            ? new LocalServer(new UnixDomainSocketEndPoint(Path.Combine(dataFolder, SocketName)))
            : null;

    /// <summary>Somebody accepts on the socket.</summary>
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

    /// <returns>The answer, owned by the caller: a success, or one of <paramref name="accepted"/>.</returns>
    /// <exception cref="LocalServerException">The server refused or was lost.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken, params HttpStatusCode[] accepted)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await SendAsync(request, cancellationToken, accepted);
    }

    /// <inheritdoc cref="SendAsync(HttpMethod, string, HttpContent, CancellationToken, HttpStatusCode[])"/>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken, params HttpStatusCode[] accepted)
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw LocalServerException.Lost(e);
        }
        if (response.IsSuccessStatusCode || accepted.Contains(response.StatusCode))
            return response;
        using (response)
            throw await LocalServerException.OfAsync(response, cancellationToken);
    }

    public void Dispose() => http.Dispose();

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
