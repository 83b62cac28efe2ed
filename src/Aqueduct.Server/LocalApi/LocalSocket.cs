using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Aqueduct.Server.LocalApi;

/// <summary>
/// The Unix socket through which the command line reaches the running server. Who can open it is the local administrator:
/// its mode is 0600 before the first connection can be made.
/// </summary>
internal static class LocalSocket
{
    /// <summary>Linux's <c>sun_path</c> without the closing zero.</summary>
    public const int MaxPathBytes = 107;

    private sealed record Peer(string User);

    /// <returns>Who is at the other end, if this request came through the socket; else null.</returns>
    public static string? UserOf(HttpContext context) => context.Features.Get<Peer>()?.User;

    /// <summary>Listens on <paramref name="path"/>. The caller holds the data folder's lock, so a file left there belongs to nobody.</summary>
    public static void Listen(KestrelServerOptions kestrel, string path)
    {
        File.Delete(path);
        kestrel.ListenUnixSocket(path, listen => listen.Use(next => connection =>
        {
            connection.Features.Set(new Peer(SocketPeer.UserOf(connection.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket)));
            return next(connection);
        }));
    }

    /// <summary>Set as <see cref="SocketTransportOptions.CreateBoundListenSocket"/>: narrows the mode between bind and listen.</summary>
    public static Socket Bind(EndPoint endPoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        if (endPoint is UnixDomainSocketEndPoint unix)
            File.SetUnixFileMode(unix.ToString(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return socket;
    }
}
