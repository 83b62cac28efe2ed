using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Aqueduct.Server.Identity;

namespace Aqueduct.Local;

/// <summary>The issuer of the running server.</summary>
internal sealed class RemoteIssuer(LocalServer server) : IIssuerAdministration
{
    public Task<IssuerKeys> ListAsync(CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Get, "keys", IdentityJson.Default.IssuerKeys, cancellationToken);

    public Task<IssuerKey> RotateAsync(CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, "rotate", IdentityJson.Default.IssuerKey, cancellationToken);

    public Task<IssuerFiles> DocumentsAsync(CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Get, "documents", IdentityJson.Default.IssuerFiles, cancellationToken);

    private async Task<T> AskAsync<T>(HttpMethod method, string what, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        using var response = await server.SendAsync(method, $"/api/v1/identity/{what}", null, cancellationToken);
        return (await response.Content.ReadFromJsonAsync(json, cancellationToken))!;
    }
}
