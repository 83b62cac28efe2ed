using Aqueduct.Aws;
using Aqueduct.Server.Gateway.Admission;
using Aqueduct.Server.Gateway.AmazonQ;
using Aqueduct.Server.Gateway.Http;
using Aqueduct.Server.Gateway.Outbox;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Gateway.Events;

/// <summary>
/// <c>POST /v1/amazon_q/events</c>: what GitLab tells Amazon Q. GitLab never repeats a call, so nothing that may still succeed is refused:
/// it is stored, answered 204, and tried again; what never will succeed is refused at once, because GitLab then tells the person.
/// </summary>
internal sealed partial class EventRoute(
    GatewayDoor door, BoundRole role, EventDispatch dispatch, EventOutbox outbox, GatewayOptions options, TimeProvider clock, ILogger<EventRoute> logger)
{
    /// <summary>GitLab waits; what takes longer goes on without it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Amazon Q takes 25,000,000 bytes of event; the rest is the envelope.</summary>
    private const int MostBytes = 25_100_000;

    private const int MostEventId = 32;

    private readonly OrderGate order = new();

    public async Task HandleAsync(HttpContext context)
    {
        if (await door.AdmitAsync(context) is not { } caller)
            return;
        var (handed, refusal) = await ReadAsync(context, caller);
        refusal ??= await AcceptAsync(handed!);
        if (refusal is null)
            GatewayAnswer.NoContent(context);
        else
            await GatewayAnswer.RefuseAsync(context, refusal);
        LogEvent(handed?.OrderKey ?? "-", context.Response.StatusCode, caller.CorrelationId);
    }

    private async Task<(GatewayEvent? Event, Refusal? Refusal)> ReadAsync(HttpContext context, GatewayCaller caller)
    {
        if (!caller.HasAmazonQ)
            return (null, Refusal.Forbidden("Unauthorized to perform action"));
        using var body = await RequestBody.ReadAsync(context, MostBytes);
        if (body is null)
            return (null, Refusal.TooLarge(MostBytes));
        if (EventRequest.Read(body.Bytes.Span, out var request) is { } fault)
            return (null, Refusal.Invalid(fault));
        if (caller.UserId.Length is 0)
            return (null, Refusal.NoUser);
        if (request!.EventId.Length is 0 or > MostEventId)
            return (null, new(StatusCodes.Status400BadRequest, $"Parameter validation failed: event_id must have 1 to {MostEventId} characters"));
        if (await role.RefuseAsync(request.RoleArn, context.RequestAborted) is { } refusal)
            return (null, refusal);

        var place = request.Place;
        var origin = place is { ProjectId: { } project, Iid: { } iid } ? new EventOrigin(project, place.IsMergeRequest, iid, place.DiscussionId) : null;
        return (new GatewayEvent(
            place.OrderKey, request.RoleArn, caller.UserId, request.EventId, NewClientToken(), request.Code, request.Text, caller.CorrelationId, origin,
            clock.GetUtcNow()), null);
    }

    /// <summary>Only to be never the same, and no secret: a GUID would ask the kernel for random numbers at each event.</summary>
    private static string NewClientToken()
    {
        Span<byte> random = stackalloc byte[16];
        Random.Shared.NextBytes(random);
        return Convert.ToHexStringLower(random);
    }

    /// <summary>GitLab's hanging up changes nothing any more: it has handed the event over.</summary>
    private async Task<Refusal?> AcceptAsync(GatewayEvent handed)
    {
        using (await order.EnterAsync(handed.OrderKey, CancellationToken.None))
        {
            try
            {
                if (options.Events is EventDelivery.StoreFirst || await outbox.HasWaitingAsync(handed.OrderKey, CancellationToken.None))
                    await outbox.StoreAsync(handed, CancellationToken.None);
                else if (await TryAsync(handed) is { } failure)
                    return await StoreOrRefuseAsync(handed, failure);
                return null;
            }
            catch (OutboxFullException)
            {
                return Full;
            }
        }
    }

    private async Task<AwsFailure?> TryAsync(GatewayEvent handed)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        try
        {
            return await dispatch.SendAsync(handed, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new(AwsFailureKind.Unreachable, "q", "SendEvent", "Timeout", $"Amazon Q did not answer within {Patience.TotalSeconds:0} s.");
        }
    }

    private async Task<Refusal?> StoreOrRefuseAsync(GatewayEvent handed, AwsFailure failure)
    {
        if (!AwsRefusals.IsPassing(failure))
            return AwsRefusals.Of(failure);
        await outbox.StoreAsync(handed, EventDispatch.Later(failure), CancellationToken.None);
        return null;
    }

    private static Refusal Full => new(
        StatusCodes.Status503ServiceUnavailable, "Too many events wait for Amazon Q already; nothing was stored. Repeat the command later.", TimeSpan.FromMinutes(1));

    [LoggerMessage(1405, LogLevel.Information, "Event of {Place} answered {Status}, correlation ID {CorrelationId}")]
    private partial void LogEvent(string place, int status, string correlationId);
}
