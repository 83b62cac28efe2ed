using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Gateway.Http;

/// <summary>The edge of the gateway's own routes: whatever is thrown ends in GitLab's shape, with the correlation ID to look for.</summary>
internal sealed partial class Guard(ILogger<Guard> logger)
{
    public RequestDelegate Over(RequestDelegate route) => async context =>
    {
        try
        {
            await route(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // nobody is there any more
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await GatewayAnswer.RefuseAsync(context, new(e.StatusCode, e.Message));
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var correlationId = CorrelationId.Of(context);
            LogUnexpected(e, context.Request.Path, correlationId);
            await GatewayAnswer.RefuseAsync(
                context, new(StatusCodes.Status500InternalServerError, $"Something unexpected happened in Aqueduct; its log has it under {correlationId}."));
        }
    };

    [LoggerMessage(1406, LogLevel.Error, "Gateway call {Route} failed, correlation ID {CorrelationId}")]
    private partial void LogUnexpected(Exception exception, string route, string correlationId);
}
