using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Signing;

namespace Aqueduct.StandIns.Aws.Http;

/// <summary>What a request turns out to ask for.</summary>
/// <param name="Protocol">How to answer it, also when service or operation are unknown.</param>
/// <param name="OperationName">As asked for; empty when nothing was.</param>
/// <param name="Refusal">Why it cannot be dispatched; null when service and operation are known.</param>
internal sealed record IncomingCall(AwsProtocol Protocol, AwsService? Service, string OperationName, AwsError? Refusal)
{
    public AwsOperation? Operation { get; init; }

    public QueryParameters Query { get; init; } = QueryParameters.Empty;

    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsKnown => Refusal is null;

    public static IncomingCall Of(SignedRequest request, IReadOnlyList<AwsService> services) =>
        request.Header("X-Amz-Target") is { } target ? OfTarget(target, request, services) : OfForm(request, services);

    // AWS JSON: «Prefix.Operation», and the content type tells the version of the protocol.
    private static IncomingCall OfTarget(string target, SignedRequest request, IReadOnlyList<AwsService> services)
    {
        var dot = target.LastIndexOf('.');
        var (prefix, name) = dot < 0 ? ("", target) : (target[..dot], target[(dot + 1)..]);
        var service = services.FirstOrDefault(s => s.Protocol != AwsProtocol.Query && s.Address == prefix);
        var operation = service?.Find(name);
        var type = service?.Protocol == AwsProtocol.Json11 ? "application/x-amz-json-1.1" : "application/x-amz-json-1.0";
        AwsError? refusal =
            operation is null || request.Header("Content-Type")?.Split(';')[0].Trim() != type ? new AwsError("UnknownOperationException", "")
            : null;
        return new IncomingCall(service?.Protocol ?? AwsProtocol.Json10, service, name, refusal) { Operation = operation };
    }

    // AWS Query: Action and Version in the form, or in the query string of a GET. Actions may bear one name in two services; the version decides.
    private static IncomingCall OfForm(SignedRequest request, IReadOnlyList<AwsService> services)
    {
        var values = Form.Read(request);
        var (name, version) = (values.GetValueOrDefault("Action") ?? "", values.GetValueOrDefault("Version"));
        var service = services.FirstOrDefault(s => s.Protocol == AwsProtocol.Query && s.Address == version);
        var operation = service?.Find(name);
        AwsError? refusal =
            name.Length == 0 ? new AwsError("MissingAction", "The request must contain the parameter Action")
            : operation is null ? new AwsError("InvalidAction", $"Could not find operation {name} for version {version ?? "NO_VERSION_SPECIFIED"}")
            : null;
        return new IncomingCall(AwsProtocol.Query, service, name, refusal) { Operation = operation, Query = new QueryParameters(values) };
    }

    /// <summary>The body of an AWS JSON call; thrown as AWS's refusal when it is not a JSON object.</summary>
    public static JsonElement Body(SignedRequest request)
    {
        try
        {
            using var document = JsonDocument.Parse(request.Body.IsEmpty ? "{}"u8.ToArray() : request.Body);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // refused below
        }
        throw new AwsError("SerializationException", "");
    }
}
