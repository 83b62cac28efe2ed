namespace Aqueduct.StandIns.Aws.Calls;

/// <summary>How a service speaks: AWS Query (form in, XML out) or AWS JSON (<c>X-Amz-Target</c>).</summary>
internal enum AwsProtocol
{
    Query,
    Json10,
    Json11,
}
