using System.Text;
using System.Text.Encodings.Web;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Connections;

/// <summary>What the person who consented sees: a heading, what it means, what to do. No script, no style, nothing fetched.</summary>
internal sealed record CallbackPage(int Status, string Heading, string Text, string? Fix = null)
{
    private const string ContentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static CallbackPage Connected { get; } = new(
        StatusCodes.Status200OK, "Amazon Q is connected", "Amazon Q can now enter GitLab as you. You may close this page.",
        "To take it back, revoke the application at GitLab under Preferences, Applications.");

    public static CallbackPage Refused { get; } = new(
        StatusCodes.Status400BadRequest, "Amazon Q is not connected", "GitLab sent you back without a consent, so nothing was changed.",
        "If that was not what you wanted, open the link of `aqueduct connection connect` again.");

    public static CallbackPage NoConsent { get; } = new(
        StatusCodes.Status400BadRequest, "This is not a consent", "GitLab sends people here with a code after they consented; this address has none.",
        "Open the link that `aqueduct connection connect` prints.");

    public static CallbackPage Broken { get; } = new(
        StatusCodes.Status500InternalServerError, "Something unexpected happened", "The consent may not have reached Amazon Q.",
        "Look into the server's log for the correlation ID, then run `aqueduct connection verify`.");

    public static CallbackPage Of(Failure failure) => new(
        failure.Code is "consent-link-ended" ? StatusCodes.Status400BadRequest : StatusCodes.Status502BadGateway,
        "Amazon Q is not connected yet", failure.Detail, failure.Fix);

    public Task WriteAsync(HttpContext context, string correlationId)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer"; // the address of this page holds the code
        response.Headers["X-Request-Id"] = correlationId;
        return response.WriteAsync(Html(correlationId), Encoding.UTF8, context.RequestAborted);
    }

    private string Html(string correlationId) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encode(Heading)} - Aqueduct</title>
        </head>
        <body>
        <main>
        <h1>{Encode(Heading)}</h1>
        <p>{WithCode(Text)}</p>
        {(Fix is null ? "" : $"<p>{WithCode(Fix)}</p>")}
        <p>Correlation ID: <code>{correlationId}</code></p>
        </main>
        </body>
        </html>

        """;

    /// <summary>Commands stand between backquotes.</summary>
    private static string WithCode(string text) =>
        string.Concat(text.Split('`').Select((part, i) => i % 2 is 0 ? Encode(part) : $"<code>{Encode(part)}</code>"));

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
