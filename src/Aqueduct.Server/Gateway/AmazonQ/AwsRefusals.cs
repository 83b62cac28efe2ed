using Aqueduct.Aws;
using Aqueduct.Server.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Gateway.AmazonQ;

/// <summary>
/// AWS's failures as GitLab's AI gateway answers them: status by code, and the text of the AWS SDK for Python, in which GitLab looks for
/// <c>ResourceNotFoundException</c> and <c>SendEvent operation</c>. Behind it stands what it means and what cures it.
/// </summary>
internal static class AwsRefusals
{
    private const string Reconnect = "In GitLab, disconnect Amazon Q and save its settings again";
    private const string Addresses = "34.228.181.128, 44.219.176.187 and 54.226.244.221";

    /// <summary>How long a caller waits when AWS does not say.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public static Refusal Of(AwsFailure failure)
    {
        var (text, cure) = Explain(failure);
        var status = Judge(failure).Status;
        return new(
            status,
            string.Concat(status >= StatusCodes.Status500InternalServerError ? "AWS Error: " : "", text, cure is null ? "" : $" {cure}"),
            failure.RetryAfter ?? (status is StatusCodes.Status429TooManyRequests ? Pause : null));
    }

    /// <returns>AWS's words, and what cures it where something does.</returns>
    public static (string Text, string? Cure) Explain(AwsFailure failure) => (
        $"An error occurred ({failure.Code}) when calling the {failure.Operation} operation: {failure.Message}",
        Judge(failure).Cure is { } cure ? $"{cure}." : null);

    /// <summary>May succeed later without anybody doing anything.</summary>
    public static bool IsPassing(AwsFailure failure) => failure.Kind is
        AwsFailureKind.Throttled or AwsFailureKind.ServerFault or AwsFailureKind.Unreachable or AwsFailureKind.Conflict
        || failure.Code is "IDPCommunicationError";

    private static (int Status, string? Cure) Judge(AwsFailure failure) => failure.Service is "sts" ? OfSts(failure) : OfAmazonQ(failure);

    private static (int Status, string? Cure) OfAmazonQ(AwsFailure failure) => failure switch
    {
        { Kind: AwsFailureKind.Throttled } => (StatusCodes.Status429TooManyRequests, null),
        { Kind: AwsFailureKind.NotFound } or { Code: "UnknownOperationException" } => (StatusCodes.Status404NotFound, $"Amazon Q knows no connection: {Reconnect}"),
        { Kind: AwsFailureKind.Denied } => (StatusCodes.Status403Forbidden, CureOf(failure)),
        { Kind: AwsFailureKind.Invalid, Message: "ProfileDoesNotExist" } => (StatusCodes.Status400BadRequest,
            "There is no Amazon Q Developer profile in this region: run `aqueduct setup apply --only aws`"),
        { Kind: AwsFailureKind.Invalid } => (StatusCodes.Status400BadRequest, null),
        _ => (StatusCodes.Status500InternalServerError, null),
    };

    private static string CureOf(AwsFailure failure) => DenialReason.Of(failure) switch
    {
        DenialReason.ExpiredIdentity or DenialReason.InvalidIdentity =>
            "Amazon Q does not know this user at GitLab (any more): a `/q` command in an issue or merge request introduces the user again",
        DenialReason.InstanceUnreachable => $"Amazon Q does not reach GitLab: let {Addresses} in at its external URL, with a certificate of a public authority",
        DenialReason.CredentialInvalid => $"GitLab does not accept the application Amazon Q was given: {Reconnect}",
        _ => $"The role may lack {failure.Action}: run `aqueduct setup apply --only aws`",
    };

    // A customer's IAM is wrong, not the gateway: GitLab shall show why.
    private static (int Status, string? Cure) OfSts(AwsFailure failure) => failure.Kind switch
    {
        AwsFailureKind.Throttled => (StatusCodes.Status429TooManyRequests, null),
        AwsFailureKind.Denied => (StatusCodes.Status403Forbidden, "The role's trust policy does not accept this instance, or there is no such role: run `aqueduct setup plan`"),
        AwsFailureKind.ServerFault or AwsFailureKind.Unreachable => (StatusCodes.Status500InternalServerError, null),
        _ => (StatusCodes.Status400BadRequest, "Run `aqueduct setup verify`: it names the cause"),
    };
}
