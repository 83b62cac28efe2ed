using Aqueduct.Setup;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Deliveries;

/// <summary>
/// <c>POST /webhooks/gitlab</c>: where GitLab's system hook delivers. Open to the world: 1. the hook's secret token is compared before anything
/// else is looked at, 401 without it; 2. 204. Nothing is kept, and the body is not read: events of projects and groups are not used yet.
/// </summary>
internal sealed partial class GitLabWebhook(HookSecret secret, ILogger<GitLabWebhook> logger)
{
    public const string Route = "/webhooks/gitlab";

    private const int LongestToken = 256;
    private const int MostBytes = 1024 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MostBytes;
        var known = context.Request.Headers["X-Gitlab-Token"] is [{ Length: > 0 and <= LongestToken } given]
            && await secret.IsAsync(given, context.RequestAborted);
        context.Response.StatusCode =
            !known ? StatusCodes.Status401Unauthorized
            : context.Request.ContentLength > MostBytes ? StatusCodes.Status413PayloadTooLarge
            : StatusCodes.Status204NoContent;
        LogDelivery(context.Response.StatusCode, context.Request.ContentLength);
    }

    [LoggerMessage(1501, LogLevel.Information, "Delivery of GitLab's system hook answered {Status}, {Bytes} bytes")]
    private partial void LogDelivery(int status, long? bytes);
}
