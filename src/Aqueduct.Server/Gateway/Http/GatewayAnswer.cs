using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Gateway.Http;

/// <summary>The answers of GitLab's AI gateway: <c>error</c> when the token is refused, <c>detail</c> for everything else. Source: wire shapes GitLab reads.</summary>
internal static class GatewayAnswer
{
    private static readonly JsonEncodedText Error = JsonEncodedText.Encode("error");
    private static readonly JsonEncodedText Detail = JsonEncodedText.Encode("detail");

    public static Task UnauthorizedAsync(HttpContext context, string error) => WriteAsync(context, StatusCodes.Status401Unauthorized, Error, error);

    public static Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        if (refusal.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (refusal.Status is StatusCodes.Status413PayloadTooLarge)
            context.Response.Headers.Connection = "close"; // the rest of the body is not read, so that nothing can follow it
        return WriteAsync(context, refusal.Status, Detail, refusal.Detail);
    }

    public static void NoContent(HttpContext context) => context.Response.StatusCode = StatusCodes.Status204NoContent;

    private static async Task WriteAsync(HttpContext context, int status, JsonEncodedText name, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await using (var json = new Utf8JsonWriter(context.Response.BodyWriter, ReadableJson.Options))
        {
            json.WriteStartObject();
            json.WriteString(name, text);
            json.WriteEndObject();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
