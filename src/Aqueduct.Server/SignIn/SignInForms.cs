using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Aqueduct.Server.SignIn;

/// <summary>Posted forms: small, from a page of ours, and with the session's token.</summary>
public static class SignInForms
{
    public const string TokenField = "form_token";

    private const int MostBytes = 64 * 1024;

    /// <returns>Null: another site sent it, or the session is not the one the page was made for.</returns>
    public static async Task<IFormCollection?> ReadAsync(HttpContext context, SignedIn person)
    {
        if (await ReadAsync(context) is not { } form)
            return null;
        return form[TokenField] is [{ } given] && Secret.AreEqual(person.FormToken, given) ? form : null;
    }

    /// <summary>Of somebody who is not signed in: only that it comes from a page of ours.</summary>
    internal static async Task<IFormCollection?> ReadAsync(HttpContext context)
    {
        if (!IsOurs(context.Request) || !context.Request.HasFormContentType || context.Request.ContentLength is not <= MostBytes)
            return null;
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MostBytes;
        try
        {
            return await context.Request.ReadFormAsync(new FormOptions { ValueCountLimit = 64 }, context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Every browser of the last years sends one of the two with a posted form.</summary>
    private static bool IsOurs(HttpRequest request) => request.Headers["Sec-Fetch-Site"] switch
    {
        [{ } site] => site is "same-origin",
        _ => Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase),
    };
}
