using Aqueduct.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.LocalApi;

/// <summary>
/// The edge of <c>/api/v1</c>: open to the Unix socket only, and every fault is told as a problem.
/// Its routes are plain request delegates; binding by reflection would cost the start more than all of them together.
/// </summary>
internal static partial class LocalApiServices
{
    public static void UseLocalApi(this IApplicationBuilder app, ILogger logger) => app.Use(async (context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/api"))
        {
            await next(context);
            return;
        }

        try
        {
            if (LocalSocket.IsLocal(context))
                await next(context);
            else
                context.Response.StatusCode = StatusCodes.Status404NotFound;
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

    private static Failure NoSuchRoute(HttpContext context) => new(
        "not-found", $"There is no {context.Request.Path} here.", "/api/v1 is open to the Unix socket in the data folder only.");

    [LoggerMessage(1101, LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, string method, string path);
}
