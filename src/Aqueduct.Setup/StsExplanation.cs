using Aqueduct.Aws;

namespace Aqueduct.Setup;

/// <summary>STS says little on purpose; this names the usual cause behind each of its texts. Source: users' reports of the same texts.</summary>
internal static class StsExplanation
{
    private const string Apply = "`aqueduct setup plan` shows what differs, `aqueduct setup apply` mends it.";

    public static VerificationStep Explain(AwsFailure failure, Desired desired, string roleArn)
    {
        var (cause, fix) = failure.Message switch
        {
            var m when Says(m, "DurationSeconds exceeds") =>
                ("the role allows shorter sessions than the 12 hours that GitLab's AI gateway asks for", Apply),
            var m when Says(m, "No OpenIDConnect provider found") =>
                ($"the account has no identity provider named exactly {desired.IssuerUrl}", Apply),
            var m when Says(m, "Incorrect token audience") =>
                ($"the identity provider does not list the audience {desired.Audience}", Apply),
            var m when Says(m, "Couldn't retrieve verification key") =>
                ("AWS could not read the issuer's discovery document or keys within 5 seconds", "Make the issuer reachable from the internet on port 443 without sign-in."),
            var m when Says(m, "thumbprint") =>
                ("AWS does not trust the issuer's certificate", "Use a certificate of a public authority."),
            var m when Says(m, "expired") =>
                ("the token was too old on arrival: this machine's clock is off", "Set the clock (`timedatectl set-ntp true`)."),
            _ when failure.Kind is AwsFailureKind.Denied =>
                ($"the trust policy of {roleArn} does not accept the token, or the role does not exist", Apply),
            _ => ("STS refused the token", AwsExplanation.Explain(failure, null).Fix),
        };
        return new("role session", VerificationStatus.Failed, $"{cause} ({failure.Code}: {failure.Message})", fix);
    }

    private static bool Says(string message, string text) => message.Contains(text, StringComparison.OrdinalIgnoreCase);
}
