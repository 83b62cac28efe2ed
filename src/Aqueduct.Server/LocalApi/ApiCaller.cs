using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.LocalApi;

/// <summary>Who calls <c>/api/v1</c>, as its edge found out.</summary>
/// <param name="Actor">As the audit trail names it: <c>os:NAME</c> or <c>token:NAME</c>.</param>
/// <param name="Source">From where.</param>
/// <param name="CorrelationId">Also in the answer, as <c>X-Request-Id</c>.</param>
public sealed record ApiCaller(string Actor, string Source, string CorrelationId)
{
    public static ApiCaller Of(HttpContext context) =>
        context.Features.Get<ApiCaller>() ?? throw new InvalidOperationException("The request did not come through the edge of /api/v1.");
}

/// <summary>The user at the other end of a Unix socket, as the kernel tells.</summary>
internal static class SocketPeer
{
    private const int SolSocket = 1;
    private const int PeerCredentials = 17; // SO_PEERCRED: pid, uid, gid

    /// <returns><c>os:NAME</c>, or the number where the machine knows no name for it.</returns>
    public static string UserOf(Socket socket)
    {
        var credentials = new byte[3 * sizeof(uint)];
        socket.GetRawSocketOption(SolSocket, PeerCredentials, credentials);
        return $"os:{NameOf(BitConverter.ToUInt32(credentials, sizeof(uint)))}";
    }

    private static string NameOf(uint uid)
    {
        var number = uid.ToString(System.Globalization.CultureInfo.InvariantCulture);
        try
        {
            return File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(parts => parts.Length > 2 && parts[2] == number)?[0] ?? number;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return number;
        }
    }
}
