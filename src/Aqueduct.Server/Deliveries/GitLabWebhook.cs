using Aqueduct.Server.Tree;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Deliveries;

/// <summary>
/// <c>POST /webhooks/gitlab</c>: where GitLab's system hook delivers. Open to the world: 1. the hook's secret token is compared before anything
/// else is looked at, 401 without it; 2. the project or group it tells of is noted, durably; 3. 204, whatever else was in it: GitLab disables hooks
/// that are refused.
/// </summary>
/// <param name="changes">Null: no mirror is kept.</param>
internal sealed partial class GitLabWebhook(HookSecret secret, TreeChanges? changes, ILogger<GitLabWebhook> logger)
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
            : await TakeAsync(context);
        LogDelivery(context.Response.StatusCode, context.Request.ContentLength);
    }

    private async Task<int> TakeAsync(HttpContext context)
    {
        if (changes is not null)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            if (SystemEvent.ItemOf(body.GetBuffer().AsMemory(0, (int)body.Length)) is { } item)
                await changes.NoteAsync(item, context.RequestAborted);
        }

        return StatusCodes.Status204NoContent;
    }

    [LoggerMessage(1501, LogLevel.Information, "Delivery of GitLab's system hook answered {Status}, {Bytes} bytes")]
    private partial void LogDelivery(int status, long? bytes);
}
