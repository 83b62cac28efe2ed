using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Signing;

/// <summary>AWS's refusals of a caller it cannot authenticate: same texts, but other codes and statuses in AWS Query than in AWS JSON.</summary>
internal sealed class SignatureRefusals(AwsProtocol protocol)
{
    public AwsError NoSignature() => Of("MissingAuthenticationToken", "MissingAuthenticationTokenException", "Request is missing Authentication Token");

    public AwsError Incomplete(string text) => Of("IncompleteSignature", "IncompleteSignatureException", text, 400);

    public AwsError UnknownKey() => Of("InvalidClientTokenId", "UnrecognizedClientException", "The security token included in the request is invalid.");

    public AwsError Expired() => Of("ExpiredToken", "ExpiredTokenException", "The security token included in the request is expired");

    public AwsError Mismatch(string text) => Of("SignatureDoesNotMatch", "InvalidSignatureException", text);

    public AwsError Mismatch() => Mismatch(
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. "
        + "Consult the service documentation for details.");

    private AwsError Of(string query, string json, string text, int queryStatus = 403) =>
        protocol == AwsProtocol.Query ? new AwsError(query, text, queryStatus) : new AwsError(json, text);
}
