using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Gateway.Http;

/// <summary>A request that may be for Amazon Q or for another model: its JSON says which, and its bytes go on unchanged where it is not ours.</summary>
internal sealed class ModelRequest : IDisposable
{
    /// <summary>More than any editor or chat sends: GitLab's own limits add up to a few megabytes of text.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    private readonly JsonDocument? document;

    private ModelRequest(RequestBody body, JsonDocument? document) => (Body, this.document) = (body, document);

    public RequestBody Body { get; }

    /// <summary>Without a value when the body is no JSON: then it is none of ours.</summary>
    public JsonElement Json => document?.RootElement ?? default;

    /// <returns>Null when the refusal was written.</returns>
    public static async Task<ModelRequest?> ReadAsync(HttpContext context)
    {
        if (await RequestBody.ReadAsync(context, MostBytes) is not { } body)
        {
            await GatewayAnswer.RefuseAsync(context, Refusal.TooLarge(MostBytes));
            return null;
        }

        try
        {
            return new ModelRequest(body, JsonDocument.Parse(body.Bytes));
        }
        catch (JsonException)
        {
            return new ModelRequest(body, null);
        }
    }

    public void Dispose()
    {
        document?.Dispose();
        Body.Dispose();
    }
}
