using System.Net.Http.Headers;

namespace Aqueduct.Aws.Calling;

internal sealed record AwsAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    public bool Succeeded => Status is >= 200 and < 300;

    public string? ContentType { get; init; }

    /// <summary>From <c>x-amzn-requestid</c>.</summary>
    public string? RequestId { get; init; }

    /// <summary>From <c>x-amzn-errortype</c>.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The clock of whoever answered.</summary>
    public DateTimeOffset? Date { get; init; }

    public RetryConditionHeaderValue? RetryAfter { get; init; }

    /// <summary>The response of a streaming call, its body not read yet; the reader's to dispose.</summary>
    public HttpResponseMessage? Unread { get; init; }

    /// <returns>Null when the body is longer than <paramref name="limit"/> bytes.</returns>
    public static async Task<AwsAnswer?> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var chunk = new byte[16 * 1024];
        while (await stream.ReadAsync(chunk, cancellationToken) is var read and > 0)
        {
            if (body.Length + read > limit)
            {
                return null;
            }

            body.Write(chunk, 0, read);
        }

        return Of(response, body.ToArray());
    }

    public static AwsAnswer OfUnread(HttpResponseMessage response) => Of(response, default) with { Unread = response };

    private static AwsAnswer Of(HttpResponseMessage response, ReadOnlyMemory<byte> body) => new((int)response.StatusCode, body)
    {
        ContentType = response.Content.Headers.ContentType?.MediaType,
        RequestId = Header(response, "x-amzn-requestid"),
        ErrorType = Header(response, "x-amzn-errortype"),
        Date = response.Headers.Date,
        RetryAfter = response.Headers.RetryAfter,
    };

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
