using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Gateway.Http;

/// <summary>GitLab's <c>X-Request-ID</c>, under which it logs and shows a failure; ours where it has none.</summary>
internal static class CorrelationId
{
    public const string Header = "X-Request-ID";

    private const int MostCharacters = 128;

    /// <summary>The same for the whole request; the answer carries it.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Response.Headers[Header] is [{ } known])
            return known;
        var given = context.Request.Headers[Header];
        var id = given is [{ Length: > 0 and <= MostCharacters } only] && only.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0
            ? only
            : Guid.NewGuid().ToString("N");
        context.Response.Headers[Header] = id;
        return id;
    }
}
