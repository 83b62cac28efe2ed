using System.Buffers;
using System.Net.Http.Headers;

namespace Aqueduct.Aws.Calling;

/// <summary>What AWS answered. Headers are parsed when somebody asks: of a success nobody does.</summary>
internal sealed class AwsAnswer
{
    private const int ChunkSize = 16 * 1024;

    private readonly HttpResponseMessage response;

    private AwsAnswer(HttpResponseMessage response, ReadOnlyMemory<byte> body) => (this.response, Body) = (response, body);

    public int Status => (int)response.StatusCode;

    public ReadOnlyMemory<byte> Body { get; }

    public bool Succeeded => response.IsSuccessStatusCode;

    public string? ContentType => response.Content.Headers.ContentType?.MediaType;

    /// <summary>From <c>x-amzn-requestid</c>.</summary>
    public string? RequestId => Header("x-amzn-requestid");

    /// <summary>From <c>x-amzn-errortype</c>.</summary>
    public string? ErrorType => Header("x-amzn-errortype");

    /// <summary>The clock of whoever answered.</summary>
    public DateTimeOffset? Date => response.Headers.Date;

    public RetryConditionHeaderValue? RetryAfter => response.Headers.RetryAfter;

    /// <summary>The response of a streaming call, its body not read yet; the reader's to dispose.</summary>
    public HttpResponseMessage? Unread { get; private init; }

    /// <returns>Null when the body is longer than <paramref name="limit"/> bytes.</returns>
    public static async Task<AwsAnswer?> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            while (await stream.ReadAsync(chunk, cancellationToken) is var read and > 0)
            {
                if (body.Length + read > limit)
                {
                    return null;
                }

                body.Write(chunk, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true); // it may hold credentials
        }

        return new AwsAnswer(response, body.ToArray());
    }

    public static AwsAnswer OfUnread(HttpResponseMessage response) => new(response, default) { Unread = response };

    private string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
