using System.Globalization;
using System.Net.Mime;
using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Rehearsal;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.StandIns.Aws.Http;

/// <summary>Answers in the protocol the call came in on, or as the fault has it.</summary>
internal sealed class AnswerWriter(TimeProvider clock)
{
    public async Task WriteAsync(HttpContext context, IncomingCall incoming, AwsAnswer answer, AwsError? error, Fault? fault, string requestId)
    {
        var response = context.Response;
        response.StatusCode = error?.Status ?? StatusCodes.Status200OK;
        response.Headers["x-amzn-RequestId"] = requestId;
        if (error?.RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (error is null && answer.Events is { } events)
        {
            await StreamAsync(context, [EventFrame.InitialResponse(), .. events.Select(EventFrame.Of)], fault);
            return;
        }
        if (fault is not null && !await InterruptAsync(context, fault)) return;
        var (type, text) = incoming.Protocol == AwsProtocol.Query ? Xml(incoming, answer, error, requestId) : Json(incoming, answer, error);
        response.ContentType = type;
        await response.WriteAsync(text, context.RequestAborted);
    }

    private static (string Type, string Text) Xml(IncomingCall incoming, AwsAnswer answer, AwsError? error, string requestId)
    {
        var ns = incoming.Service?.Namespace ?? "http://webservices.amazon.com/AWSFault/2005-15-09";
        var xml = error is null ? XmlAnswers.Of(ns, incoming.OperationName, answer, requestId) : XmlAnswers.Of(ns, error, requestId);
        return (MediaTypeNames.Text.Xml, xml.ToString(SaveOptions.DisableFormatting));
    }

    private static (string Type, string Text) Json(IncomingCall incoming, AwsAnswer answer, AwsError? error) =>
        (incoming.Protocol == AwsProtocol.Json11 ? "application/x-amz-json-1.1" : "application/x-amz-json-1.0",
            (error is null ? answer.Json ?? [] : JsonAnswers.Of(error)).ToJsonString());

    private async Task StreamAsync(HttpContext context, IReadOnlyList<byte[]> frames, Fault? fault)
    {
        context.Response.ContentType = EventFrame.MediaType;
        var before = Math.Min(fault?.Frames ?? frames.Count, frames.Count);
        await SendAsync(context, frames.Take(before));
        if (fault is not null && !await InterruptAsync(context, fault)) return;
        if (fault?.Refusal(AwsProtocol.Json10) is { } error) await SendAsync(context, [EventFrame.Of(error)]);
        else await SendAsync(context, frames.Skip(before));
    }

    private static async Task SendAsync(HttpContext context, IEnumerable<byte[]> frames)
    {
        foreach (var frame in frames)
        {
            await context.Response.Body.WriteAsync(frame, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    /// <returns>False when the connection is gone.</returns>
    private async Task<bool> InterruptAsync(HttpContext context, Fault fault)
    {
        var delay = fault.Kind is FaultKind.Slow ? Task.Delay(TimeSpan.FromMilliseconds(fault.Milliseconds), clock, context.RequestAborted) : Task.CompletedTask;
        fault.Reach(); // a test that waits for it may turn the clock now
        switch (fault.Kind)
        {
            case FaultKind.Hold:
                context.RequestAborted.Register(fault.Leave); // never disposed: it would be taken back just when the caller leaves
                await fault.Released.WaitAsync(context.RequestAborted);
                return true;
            case FaultKind.Slow:
                await Task.WhenAny(fault.Released, delay);
                return true;
            case FaultKind.Drop when context.Response.HasStarted:
                throw new IOException("The stream is cut."); // unlike Abort, this lets the frames before out
            case FaultKind.Drop:
                context.Abort();
                return false;
            default:
                return true;
        }
    }
}
