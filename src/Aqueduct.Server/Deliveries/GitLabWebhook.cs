using Aqueduct.Server.Hooks;
using Aqueduct.Server.Tree;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Deliveries;

/// <summary>
/// <c>POST /webhooks/gitlab</c>: where GitLab's hooks deliver. Open to the world: 1. the secret token is compared before anything else is looked
/// at, 401 without it; 2. the project or group the system hook tells of is noted, durably; what hooks of groups and projects tell is not used yet;
/// 3. 204, whatever else was in it: GitLab disables hooks that are refused.
/// </summary>
/// <param name="placedSecret">Of the hooks of groups and projects; null: none are kept.</param>
/// <param name="changes">Null: no mirror is kept.</param>
internal sealed partial class GitLabWebhook(HookSecret systemSecret, DeliverySecret? placedSecret, TreeChanges? changes, ILogger<GitLabWebhook> logger)
{
    public const string Route = "/webhooks/gitlab";

    private const int LongestToken = 256;
    private const int MostBytes = 1024 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MostBytes;
        var given = context.Request.Headers["X-Gitlab-Token"] is [{ Length: > 0 and <= LongestToken } token] ? token : null;
        var ofSystem = given is not null && await systemSecret.IsAsync(given, context.RequestAborted);
        var known = ofSystem || (given is not null && placedSecret is not null && await placedSecret.IsAsync(given, context.RequestAborted));
        context.Response.StatusCode =
            !known ? StatusCodes.Status401Unauthorized
            : context.Request.ContentLength > MostBytes ? StatusCodes.Status413PayloadTooLarge
            : StatusCodes.Status204NoContent;
        if (ofSystem && context.Response.StatusCode is StatusCodes.Status204NoContent)
            await TakeAsync(context);
        LogDelivery(context.Response.StatusCode, context.Request.ContentLength);
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (changes is null)
            return;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (SystemEvent.ItemOf(body.GetBuffer().AsMemory(0, (int)body.Length)) is { } item)
            await changes.NoteAsync(item, context.RequestAborted);
    }

    [LoggerMessage(1501, LogLevel.Information, "Delivery of a GitLab hook answered {Status}, {Bytes} bytes")]
    private partial void LogDelivery(int status, long? bytes);
}
