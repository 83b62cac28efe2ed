namespace Aqueduct.StandIns.Aws.Rehearsal;

/// <summary>One call the stand-in answered, or would have answered.</summary>
/// <param name="Service">Signing name, such as <c>iam</c>; empty when no service was recognised.</param>
/// <param name="Operation">Such as <c>CreateRole</c>; empty when none was recognised.</param>
/// <param name="Caller">The principal's ARN; empty for an unsigned or unauthenticated call.</param>
/// <param name="Status">HTTP status of the answer.</param>
/// <param name="Code">AWS's error code; null when it succeeded.</param>
public sealed record AwsRequest(string Service, string Operation, string Caller, int Status, string? Code, DateTimeOffset Time, string RequestId);
