using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Aqueduct.Server.Gateway.Http;

/// <summary>A whole request body in a pooled buffer, which is wiped when it goes back: bodies hold secrets, codes and people's text.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstSize = 16 * 1024;

    private byte[] buffer;

    private RequestBody(byte[] buffer) => this.buffer = buffer;

    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <param name="limit">In bytes.</param>
    /// <returns>Null when the body is larger.</returns>
    public static async ValueTask<RequestBody?> ReadAsync(HttpContext context, int limit)
    {
        // Kestrel counts, too; ours is the number that the refusal names.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = limit + 1L;
        if (context.Request.ContentLength > limit)
            return null;
        var body = new RequestBody(ArrayPool<byte>.Shared.Rent((int)(context.Request.ContentLength ?? FirstSize) + 1));
        try
        {
            if (await body.FillAsync(context.Request.Body, limit, context.RequestAborted))
                return body;
            body.Dispose();
            return null;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        var used = Interlocked.Exchange(ref buffer, []);
        if (used.Length > 0)
            ArrayPool<byte>.Shared.Return(used, clearArray: true);
        Bytes = default;
    }

    private async ValueTask<bool> FillAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
                Grow(length);
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read is 0)
                break;
            length += read;
            if (length > limit)
                return false;
        }

        Bytes = buffer.AsMemory(0, length);
        return true;
    }

    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        buffer = larger;
    }
}
