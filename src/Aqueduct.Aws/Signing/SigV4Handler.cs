using System.Globalization;
using System.Security.Cryptography;

namespace Aqueduct.Aws.Signing;

/// <summary>Signs each request that carries a <see cref="SigningScope"/>. Source: AWS Signature Version 4.</summary>
internal sealed class SigV4Handler(TimeProvider clock, HttpMessageHandler transport) : DelegatingHandler(transport)
{
    private readonly DerivedKeys derivedKeys = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(SigningScope.Option, out var scope))
        {
            // Bytes can be read twice as they are; buffering would copy an event's megabytes.
            if (request.Content is { } content and not ByteArrayContent)
            {
                await content.LoadIntoBufferAsync(cancellationToken);
            }

            Sign(request, scope, cancellationToken);
        }

        return await base.SendAsync(request, cancellationToken);
    }

    // 1. Date and session token become headers, so that they are signed too.
    // 2. The canonical request and, in it, the body are hashed.
    // 3. The string to sign names algorithm, time, scope and that hash.
    // 4. The key of the day, region and service signs it.
    private void Sign(HttpRequestMessage request, SigningScope scope, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var time = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var credentialScope = $"{time.AsSpan(0, 8)}/{scope.Region}/{scope.Service}/aws4_request";
        Replace(request, "X-Amz-Date", time);
        Replace(request, "X-Amz-Security-Token", scope.Keys.SessionToken);

        var headers = SignedHeaders.Of(request);
        Span<byte> body = stackalloc byte[SHA256.HashSizeInBytes];
        HashBody(request.Content, body, cancellationToken);

        using var text = new Utf8Buffer();
        CanonicalRequest.Write(text, request, headers, body);
        Span<byte> canonical = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.Written, canonical);

        text.Clear();
        text.Append($"AWS4-HMAC-SHA256\n{time}\n{credentialScope}\n");
        text.AppendHex(canonical);
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(derivedKeys.Of(scope, now), text.Written, signature);

        Replace(
            request,
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={scope.Keys.AccessKeyId}/{credentialScope}, SignedHeaders={headers.Names}, Signature={Convert.ToHexStringLower(signature)}");
    }

    private static void HashBody(HttpContent? content, Span<byte> hash, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            SHA256.HashData([], hash);
            return;
        }

        var stream = content.ReadAsStream(cancellationToken);
        stream.Position = 0;
        SHA256.HashData(stream, hash);
        stream.Position = 0;
    }

    private static void Replace(HttpRequestMessage request, string name, string? value)
    {
        request.Headers.Remove(name);
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
