namespace Aqueduct.GitLab.Calling;

/// <summary>What came back, read to its end.</summary>
/// <param name="Location">Where a redirect points; redirects are not followed, because they would carry the token elsewhere.</param>
/// <param name="NextPage">Query of the next page, where the answer is a page of a list and there is another.</param>
internal sealed record GitLabAnswer(
    int Status, string? ContentType, byte[] Body, string? RequestId, TimeSpan? RetryAfter = null, Uri? Location = null, string? NextPage = null)
{
    public bool Succeeded => Status is >= 200 and < 300;

    public bool IsJson => ContentType is "application/json";

    public static async Task<GitLabAnswer> ReadAsync(HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken) => new(
        (int)response.StatusCode,
        response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsByteArrayAsync(cancellationToken),
        response.Headers.TryGetValues("X-Request-Id", out var ids) ? ids.First() : null,
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
            _ => null,
        },
        response.Headers.Location,
        NextPageOf(response));

    // Of the link only the query counts: it names GitLab as others reach it, which may not be how we do.
    private static string? NextPageOf(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var values))
            return null;
        var next = values.SelectMany(v => v.Split(',')).FirstOrDefault(l => l.Contains("rel=\"next\"", StringComparison.Ordinal));
        return next?.Split('<', '>') is [_, var link, ..] && Uri.TryCreate(link, UriKind.Absolute, out var url) ? url.Query : null;
    }
}
