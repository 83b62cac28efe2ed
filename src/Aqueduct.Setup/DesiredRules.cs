using System.Text.RegularExpressions;
using Aqueduct.Setup.Policies;

namespace Aqueduct.Setup;

/// <summary>IAM's and Amazon Q's rules for names and addresses, told before AWS is called. Source: IAM API reference; Amazon Q's profile model.</summary>
internal static partial class DesiredRules
{
    private const int ProviderUrlLimit = 255;

    public static IEnumerable<Failure> Check(Desired desired, SetupSettings settings)
    {
        if (!Guid.TryParseExact(desired.InstanceUid, "D", out _))
            yield return new("instance-uid-invalid", $"gitlab.instance_uid '{desired.InstanceUid}' is not a UUID.",
                "Copy the instance UUID from GitLab: Admin > Settings > Metrics and profiling > Usage statistics, or `GET /api/v4/usage_data/service_ping`.");

        foreach (var failure in Issuer(desired, settings.IssuerUrl))
            yield return failure;

        if (!Region().IsMatch(desired.Region))
            yield return new("region-unknown", $"aws.region '{desired.Region}' is not the name of an AWS region.",
                "Write it as us-east-1; Amazon Q Developer for GitLab is at home in us-east-1.");

        if (settings.Aws.AccountId is { } account && !Account().IsMatch(account))
            yield return new("account-id-invalid", $"aws.account_id '{account}' is not twelve digits.",
                "Quote it in YAML, so that leading zeros stay: account_id: \"012345678901\".");

        if (desired.RoleName.StartsWith("arn:", StringComparison.Ordinal))
            yield return new("role-name-is-arn", $"role.name '{desired.RoleName}' is an ARN; set-up needs the name alone.",
                $"Write role.name: {desired.RoleName[(desired.RoleName.LastIndexOf('/') + 1)..]}");
        else if (!RoleName().IsMatch(desired.RoleName))
            yield return new("role-name-invalid", $"role.name '{desired.RoleName}' is not a name IAM takes.",
                "Use 1 to 64 letters, digits and the characters _+=,.@- , for example QDeveloperAccess.");

        if (!ProfileName().IsMatch(desired.ProfileName))
            yield return new("profile-name-invalid", $"profile.name '{desired.ProfileName}' is not a name Amazon Q takes.",
                "Use 1 to 100 letters, digits, - and _, beginning with a letter, for example QDevProfile-us-east-1.");

        if (!ProfileDescription().IsMatch(desired.ProfileDescription))
            yield return new("profile-description-invalid", $"profile.description '{desired.ProfileDescription}' is not one Amazon Q takes.",
                "Use at most 256 letters, digits, spaces, - and _.");
    }

    private static IEnumerable<Failure> Issuer(Desired desired, string issuerUrl)
    {
        const string Key = "identity.issuer_url (default: server.public_url)";
        if (!Uri.TryCreate(issuerUrl, UriKind.Absolute, out var url) || url.Host.Length is 0)
        {
            yield return new("issuer-invalid", $"{Key} '{issuerUrl}' is not an address.", "Write it as https://aqueduct.example.com.");
            yield break;
        }

        if (url.Scheme != Uri.UriSchemeHttps)
            yield return new("issuer-not-https", $"{Key} '{issuerUrl}' is not https; IAM takes no other identity provider.",
                "Put a reverse proxy with a public certificate in front, or publish the issuer as static files: `aqueduct identity publish --to DIR`.");
        else if (Port().IsMatch(issuerUrl))
            yield return new("issuer-has-port", $"{Key} '{issuerUrl}' has a port; IAM takes no identity provider with one.",
                $"Serve it on port 443 and write https://{url.Host}{url.AbsolutePath.TrimEnd('/')}.");

        if (url.Query.Length > 0 || url.Fragment.Length > 0)
            yield return new("issuer-has-query", $"{Key} '{issuerUrl}' has a query or fragment; an issuer has none.", "Keep scheme, host and path only.");
        else if (issuerUrl.EndsWith('/'))
            yield return new("issuer-trailing-slash", $"{Key} '{issuerUrl}' ends in a slash; IAM would take the issuer for another provider.",
                $"Write {issuerUrl.TrimEnd('/')}.");

        if (desired.IssuerUrl.Length > ProviderUrlLimit)
            yield return new("issuer-too-long", $"The provider URL {desired.IssuerUrl} has {desired.IssuerUrl.Length} characters; IAM takes {ProviderUrlLimit}.",
                $"Choose a shorter {Key}.");

        // Any account has twelve digits, so the length is known before the account is.
        if (url.Scheme == Uri.UriSchemeHttps && TrustPolicy.CountAsAws(desired.In("000000000000").TrustPolicy) is var length and > TrustPolicy.Limit)
            yield return new("trust-policy-too-long", $"The trust policy for {desired.IssuerUrl} has {length} characters; IAM takes {TrustPolicy.Limit} (white space not counted).",
                $"Choose a shorter {Key}.");
    }

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-\d{1,2}$")]
    private static partial Regex Region();

    [GeneratedRegex(@"^\d{12}$")]
    private static partial Regex Account();

    [GeneratedRegex(@"^[\w+=,.@-]{1,64}$", RegexOptions.ECMAScript)]
    private static partial Regex RoleName();

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_-]{0,99}$")]
    private static partial Regex ProfileName();

    [GeneratedRegex(@"^[\sa-zA-Z0-9_-]{0,256}$")]
    private static partial Regex ProfileDescription();

    [GeneratedRegex(@"^https?://[^/?#]*:\d*([/?#]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Port();
}
