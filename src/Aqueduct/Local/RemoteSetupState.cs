using System.Net;
using System.Text;
using Aqueduct.Setup;

namespace Aqueduct.Local;

/// <summary>Set-up's memory, kept by the running server.</summary>
internal sealed class RemoteSetupState(LocalServer server) : ISetupState
{
    public async Task<string?> GetAsync(string key, CancellationToken cancellationToken)
    {
        using var response = await server.SendAsync(HttpMethod.Get, PathOf(key), null, cancellationToken, HttpStatusCode.NotFound);
        return response.StatusCode is HttpStatusCode.NotFound ? null : await response.Content.ReadAsStringAsync(cancellationToken);
    }

    public async Task SetAsync(string key, string json, CancellationToken cancellationToken)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await server.SendAsync(HttpMethod.Put, PathOf(key), content, cancellationToken);
    }

    public async Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        using var response = await server.SendAsync(HttpMethod.Delete, PathOf(key), null, cancellationToken, HttpStatusCode.NotFound);
    }

    /// <summary>A key's slashes stay slashes.</summary>
    private static string PathOf(string key) => $"/api/v1/setup/state/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}";
}
