using System.Text.RegularExpressions;
using Aqueduct.Aws;
using Aqueduct.Setup.Policies;

namespace Aqueduct.Setup;

/// <summary>A failed AWS call in words a person can act on.</summary>
internal static partial class AwsExplanation
{
    /// <param name="wanted">Null before the account is known.</param>
    public static Failure Explain(AwsFailure failure, DesiredInAccount? wanted) => failure.Kind switch
    {
        AwsFailureKind.Denied when wanted is not null => MissingRight(failure, wanted),
        AwsFailureKind.CredentialsRejected => Credentials(failure),
        AwsFailureKind.Unreachable => new("aws-unreachable", $"{failure.Action} got no answer from AWS: {failure.Message}",
            "Check aws.region, aws.endpoint_url, the proxy (HTTPS_PROXY, NO_PROXY) and network.ca_file; then run the command again: it continues where it stopped."),
        AwsFailureKind.Throttled or AwsFailureKind.ServerFault => new("aws-busy", $"AWS could not do it now: {failure}",
            "Run the command again in a minute: it continues where it stopped."),
        AwsFailureKind.LimitExceeded => new("aws-quota", $"A quota of the account is used up: {failure}",
            "Free some, or raise the quota in the Service Quotas console; then run the command again."),
        AwsFailureKind.Conflict => new("aws-conflict", $"Somebody else changes it now, or it is in use: {failure}",
            "Run the command again; `aqueduct setup plan` shows what exists now."),
        _ => new("aws-refused", $"AWS refused {failure}", "`aqueduct setup plan` shows what exists now; with the request ID AWS support can tell more."),
    };

    private static Failure MissingRight(AwsFailure failure, DesiredInAccount wanted)
    {
        var action = Performed().Match(failure.Message) is { Success: true } named ? named.Groups["action"].Value : failure.Action;
        return new("missing-right", $"These AWS credentials may not do {action}: {failure.Message}",
            $"Let an administrator grant it. All that set-up, verify and destroy need, no more:\n{AdministratorPolicy.Write(wanted)}");
    }

    private static Failure Credentials(AwsFailure failure) => failure.Code switch
    {
        "NoCredentials" => new("no-credentials", $"There are no AWS credentials: {failure.Message}",
            "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run `aws sso login`; or name a file in aws.credentials_file. Set-up needs them only while it runs."),
        "RequestExpired" or "RequestTimeTooSkewed" => Skewed(failure),
        _ when Skew().IsMatch(failure.Message) => Skewed(failure),
        "ExpiredToken" or "ExpiredTokenException" => new("credentials-expired", $"The AWS session has expired: {failure.Message}",
            "Sign in again (`aws sso login`, or new temporary keys) and run the command again."),
        "InvalidClientTokenId" or "UnrecognizedClientException" => new("credentials-unknown", $"AWS does not know this access key: {failure.Message}",
            "Check which credentials are in use: `aws sts get-caller-identity`; a key may be deleted, inactive, or of another partition."),
        _ => new("credentials-rejected", $"AWS does not accept these credentials: {failure}", "Check which credentials are in use: `aws sts get-caller-identity`."),
    };

    private static Failure Skewed(AwsFailure failure) =>
        new("clock-skew", $"AWS refuses the signature because this machine's clock is off: {failure.Message}",
            "Set the clock (`timedatectl set-ntp true`); AWS accepts five to fifteen minutes of difference.");

    [GeneratedRegex(@"is not authorized to perform: (?<action>[a-z0-9-]+:[A-Za-z]+)")]
    private static partial Regex Performed();

    [GeneratedRegex("Signature (not yet current|expired)", RegexOptions.IgnoreCase)]
    private static partial Regex Skew();
}
