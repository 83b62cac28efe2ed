using Aqueduct.Server.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Aqueduct.Server.Gateway.Upstream;

/// <summary>Sends what is not for Amazon Q to <c>gateway.upstream</c>, unchanged and as it arrives, and its answer back likewise.</summary>
/// <param name="upstream">Null: <c>off</c>.</param>
internal sealed partial class UpstreamForwarder(string? upstream, IHttpForwarder forwarder, HttpMessageInvoker invoker, ILogger<UpstreamForwarder> logger)
{
    private static readonly ForwarderRequestConfig Patience = new() { ActivityTimeout = TimeSpan.FromSeconds(120) };

    public Task ForwardAsync(HttpContext context) =>
        upstream is null ? GatewayAnswer.RefuseAsync(context, Off(context)) : SendAsync(context, upstream);

    /// <param name="body">What was read of the request already.</param>
    public async Task ForwardAsync(HttpContext context, RequestBody body)
    {
        var original = context.Request.Body;
        context.Request.Body = new MemoryStream(body.Bytes.ToArray(), writable: false);
        await ForwardAsync(context);
        context.Request.Body = original;
    }

    private async Task SendAsync(HttpContext context, string address)
    {
        var error = await forwarder.SendAsync(context, address, invoker, Patience, HttpTransformer.Default, context.RequestAborted);
        if (error is ForwarderError.None or ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.ResponseBodyCanceled)
            return;
        var correlationId = CorrelationId.Of(context);
        LogFailed(context.Request.Path, error, correlationId);
        if (!context.Response.HasStarted)
            await GatewayAnswer.RefuseAsync(context, new(StatusCodes.Status502BadGateway, $"gateway.upstream does not answer ({error})"));
    }

    private static Refusal Off(HttpContext context) => new(
        StatusCodes.Status404NotFound,
        $"Not Found: {context.Request.Method} {context.Request.Path} is not for Amazon Q, and gateway.upstream is off. Set gateway.upstream to the AI gateway that serves it.");

    [LoggerMessage(1403, LogLevel.Warning, "Forwarding {Route} to gateway.upstream failed: {Error}, correlation ID {CorrelationId}")]
    private partial void LogFailed(string route, ForwarderError error, string correlationId);
}
