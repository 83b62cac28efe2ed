using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Aqueduct.Server.LocalApi;

/// <summary>
/// <see cref="ISetupState"/> for set-up that runs beside the server: <c>GET|PUT|DELETE /api/v1/setup/state/{key}</c>.
/// A value is JSON text, kept as it came; PUT answers 204 once it is durable.
/// </summary>
internal static partial class SetupStateRoutes
{
    private const int MaxValueBytes = 1024 * 1024;

    public static void MapSetupState(this IEndpointRouteBuilder routes, ISetupState state)
    {
        const string pattern = "/api/v1/setup/state/{**key}";
        routes.MapGet(pattern, context => WithKeyAsync(context, async key =>
        {
            if (await state.GetAsync(key, context.RequestAborted) is not { } json)
            {
                await Problem.WriteAsync(context, 404, new Failure("not-found", $"Nothing is stored under '{key}'.", "Store it first."));
                return;
            }

            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(json, context.RequestAborted);
        }));
        routes.MapPut(pattern, context => WithKeyAsync(context, async key =>
        {
            if (await ReadJsonAsync(context) is not { } json)
            {
                await Problem.WriteAsync(context, 400, new Failure("invalid-json", "The body is not JSON.", "Send one JSON value in UTF-8."));
                return;
            }

            await state.SetAsync(key, json, context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }));
        routes.MapDelete(pattern, context => WithKeyAsync(context, async key =>
        {
            await state.RemoveAsync(key, context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }));
    }

    private static Task WithKeyAsync(HttpContext context, Func<string, Task> handle)
    {
        // Routing leaves %2F as it is; no legal key holds a percent sign.
        var key = (context.Request.RouteValues["key"] as string)?.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) ?? "";
        return KeyPattern().IsMatch(key)
            ? handle(key)
            : Problem.WriteAsync(context, 400, new Failure(
                "invalid-key", $"'{key}' is not a key.", "Use 1 to 200 letters, digits and the characters . _ : / @ + = -"));
    }

    private static async Task<string?> ReadJsonAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxValueBytes;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        try
        {
            using var _ = JsonDocument.Parse(bytes);
            return Encoding.UTF8.GetString(bytes.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9._:/@+=-]{1,200}\z")]
    private static partial Regex KeyPattern();
}
