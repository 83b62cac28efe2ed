using System.Text.Json;

namespace Aqueduct.Server.Identity;

/// <summary>Fetches the small JSON documents of issuers.</summary>
internal static class JsonFetch
{
    private const int MaxDocumentBytes = 256 * 1024;

    /// <returns>The document and the <c>max-age</c> it came with.</returns>
    /// <exception cref="HttpRequestException">No answer, another status than 2xx, or more than 256 KB.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static async Task<(JsonElement Root, TimeSpan? MaxAge)> GetAsync(HttpClient http, string url, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await response.Content.LoadIntoBufferAsync(MaxDocumentBytes, cancellationToken);
        using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
        return (document.RootElement.Clone(), response.Headers.CacheControl?.MaxAge);
    }
}
