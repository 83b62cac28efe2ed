using System.Globalization;

namespace Aqueduct.GitLab.Calling;

/// <summary>What came back, read to its end.</summary>
/// <param name="Location">Where a redirect points; redirects are not followed, because they would carry the token elsewhere.</param>
/// <param name="Pause">How long to wait so that the rate limit is not used up; zero while most of it is left, or there is none.</param>
/// <param name="NextPage">Query of the next page, where the answer is a page of a list and there is another.</param>
internal sealed record GitLabAnswer(
    int Status, string? ContentType, byte[] Body, string? RequestId, TimeSpan? RetryAfter = null, Uri? Location = null, string? NextPage = null,
    TimeSpan Pause = default)
{
    /// <summary>The year 9999, in seconds since 1970: more is no time.</summary>
    private const long LatestReset = 253_370_764_800;

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
        NextPageOf(response),
        PauseOf(response, now));

    // A tenth of the limit is left to others who use the same token. Source: GitLab's documentation, "Rate limits", response headers.
    private static TimeSpan PauseOf(HttpResponseMessage response, DateTimeOffset now) =>
        Number(response, "RateLimit-Limit") is { } limit && Number(response, "RateLimit-Remaining") is { } left && left * 10 <= limit
        && Number(response, "RateLimit-Reset") is { } reset and > 0 and < LatestReset && DateTimeOffset.FromUnixTimeSeconds(reset) - now is { Ticks: > 0 } ahead
            ? ahead < Retries.LongestWait ? ahead : Retries.LongestWait
            : TimeSpan.Zero;

    private static long? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    // Of the link only the query counts: it names GitLab as others reach it, which may not be how we do.
    private static string? NextPageOf(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var values))
            return null;
        var next = values.SelectMany(v => v.Split(',')).FirstOrDefault(l => l.Contains("rel=\"next\"", StringComparison.Ordinal));
        return next?.Split('<', '>') is [_, var link, ..] && Uri.TryCreate(link, UriKind.Absolute, out var url) ? url.Query : null;
    }
}
