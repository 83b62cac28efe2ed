using System.Globalization;

namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>
/// The refusals of AssumeRoleWithWebIdentity, texts as users report them from AWS. Where no report shows a text, AWS's nearest one is used.
/// </summary>
internal static class StsErrors
{
    public static AwsError NotAJwt() => InvalidToken("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");

    public static AwsError NoProvider(string issuer) => InvalidToken($"No OpenIDConnect provider found in your account for {issuer}");

    /// <summary>The two spaces are AWS's.</summary>
    public static AwsError NoVerificationKey() => InvalidToken(
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements");

    public static AwsError Certificate() => InvalidToken("OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint");

    /// <summary>Inferred: no report shows AWS's text for a signature that does not match.</summary>
    public static AwsError Signature() => InvalidToken("The ID Token signature is not valid");

    /// <summary>Inferred: no report shows AWS's text for a token from the future.</summary>
    public static AwsError NotYetValid(string claim, long value, long now) => InvalidToken(string.Create(
        CultureInfo.InvariantCulture, $"Token not yet valid: current date/time {now} must not be before the {claim} date/time {value}"));

    public static AwsError Expired(long expiration, long now) => new("ExpiredTokenException", string.Create(
        CultureInfo.InvariantCulture, $"Token expired: current date/time {now} must be before the expiration date/time {expiration}"));

    public static AwsError Audience() => InvalidToken("Incorrect token audience");

    /// <summary>Also the answer for a role that does not exist: AWS does not tell which.</summary>
    public static AwsError NotAuthorized() => new("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403);

    public static AwsError Duration() => new("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

    public static AwsError Validation(string message) => new("ValidationError", message);

    private static AwsError InvalidToken(string message) => new("InvalidIdentityToken", message);
}
