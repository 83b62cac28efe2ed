using Aqueduct.StandIns.Aws.Access;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Rehearsal;
using Aqueduct.StandIns.Aws.Signing;
using Aqueduct.StandIns.Aws.World;
using Aqueduct.StandIns.Rehearsal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Aqueduct.StandIns.Aws.Http;

/// <summary>
/// One call from request to answer: 1. read; 2. find service and operation; 3. verify the signature; 4. ask the caller's policies;
/// 5. run; 6. answer in the protocol it came in on. Faults step in before 3 or at 6, and every call is logged.
/// </summary>
internal sealed class AwsEndpoint(AwsWorld world, IReadOnlyList<AwsService> services, RequestLog<AwsRequest> log, FaultList<Fault> faults)
{
    private readonly SignatureVerifier signatures = new(world);
    private readonly AnswerWriter answers = new(world.Clock);

    public async Task HandleAsync(HttpContext context)
    {
        var request = await ReadAsync(context);
        var incoming = IncomingCall.Of(request, services);
        var requestId = Guid.NewGuid().ToString();
        var fault = incoming.IsKnown ? faults.Next(incoming.OperationName) : null;
        Principal caller = new Principal.Nobody();
        AwsAnswer answer = AwsAnswer.Empty;
        AwsError? error = null;
        try
        {
            if (!incoming.IsKnown) throw incoming.Refusal;
            if (fault is { Frames: 0 } && fault.Refusal(incoming.Protocol) is { } refusal) throw refusal;
            var call = Authenticate(request, incoming, requestId);
            caller = call.Caller;
            world.CountCall();
            Authorize(call);
            answer = await call.Operation.Run(call, context.RequestAborted);
        }
        catch (AwsError e)
        {
            error = e;
        }
        log.Add(new AwsRequest(
            incoming.Service?.SigningName ?? "", incoming.OperationName, caller.Arn, error?.Status ?? 200, error?.Code, world.Clock.GetUtcNow(), requestId));

        await answers.WriteAsync(context, incoming, answer, error, fault, requestId);
    }

    private AwsCall Authenticate(SignedRequest request, IncomingCall incoming, string requestId)
    {
        var (service, operation) = (incoming.Service!, incoming.Operation!);
        var (caller, region) = operation.Unsigned ? (new Principal.Nobody(), "us-east-1") : signatures.Verify(request, service);
        return new AwsCall
        {
            Service = service,
            Operation = operation,
            World = world,
            Caller = caller,
            Region = region,
            RequestId = requestId,
            Time = world.Clock.GetUtcNow(),
            Query = incoming.Query,
            Json = incoming.Protocol == AwsProtocol.Query ? default : IncomingCall.Body(request),
        };
    }

    private static void Authorize(AwsCall call)
    {
        if (call.Operation.Resource is not { } resource || call.Caller is Principal.Root) return;
        var context = GlobalContext.Of(call);
        call.Operation.Context?.Invoke(call, context);
        Authorizer.Require(call, $"{call.Service.SigningName}:{call.Operation.Name}", resource(call), context);
    }

    private static async Task<SignedRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(
            h => h.Key, h => (IReadOnlyList<string>)[.. h.Value.Select(v => v ?? "")], StringComparer.OrdinalIgnoreCase);
        return new SignedRequest(context.Request.Method, context.Features.Get<IHttpRequestFeature>()!.RawTarget, headers, body.ToArray());
    }
}
