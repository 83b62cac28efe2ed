using Aqueduct.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.LocalApi;

/// <summary>
/// The edge of <c>/api/v1</c>: open to the Unix socket, and to API tokens for the routes that name a scope; every fault is told as a problem.
/// Its routes are plain request delegates; binding by reflection would cost the start more than all of them together.
/// </summary>
internal static partial class LocalApiServices
{
    public static void UseLocalApi(this IApplicationBuilder app, IApiAccess access, ILogger logger) => app.Use(async (context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/api"))
        {
            await next(context);
            return;
        }

        try
        {
            var correlationId = Guid.NewGuid().ToString("N");
            context.Response.Headers["X-Request-Id"] = correlationId;
            var caller = LocalSocket.UserOf(context) is { } user
                ? new ApiCaller(user, "local socket", correlationId)
                : await access.AdmitAsync(context, correlationId);
            if (caller is null)
                return;
            context.Features.Set(caller);
            await next(context);

            if (context is { Response: { StatusCode: StatusCodes.Status404NotFound, HasStarted: false } })
                await Problem.WriteAsync(context, StatusCodes.Status404NotFound, NoSuchRoute(context));
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Problem.WriteAsync(context, e.StatusCode, new Failure("invalid-request", e.Message, "Correct the request."));
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            LogUnexpected(logger, e, context.Request.Method, context.Request.Path);
            await Problem.WriteAsync(
                context, StatusCodes.Status500InternalServerError,
                new Failure("internal", "The server met something unexpected.", "Look into the server's log and report it."));
        }
    });

    /// <summary>After routing, which knows what scope the route asks for.</summary>
    public static void UseApiScopes(this IApplicationBuilder app, IApiAccess access) => app.Use(async (context, next) =>
    {
        if (await access.MayUseRouteAsync(context))
            await next(context);
    });

    private static Failure NoSuchRoute(HttpContext context) => new(
        "not-found", $"There is no {context.Request.Path} here.", "Look into docs/reference for the routes there are.");

    [LoggerMessage(1101, LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, string method, string path);
}
