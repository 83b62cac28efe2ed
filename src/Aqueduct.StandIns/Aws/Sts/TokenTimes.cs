namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>When a token may be used. No leeway: AWS states none, and a stand-in that is lenient hides a wrong clock.</summary>
internal static class TokenTimes
{
    /// <exception cref="AwsError">A time is missing, no whole number, past or to come.</exception>
    public static void Check(WebIdentityToken token, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        var expiration = token.Seconds("exp") ?? throw StsErrors.NotAJwt();
        var issued = token.Seconds("iat") ?? throw StsErrors.NotAJwt();
        if (expiration <= seconds)
            throw StsErrors.Expired(expiration, seconds);
        if (issued > seconds)
            throw StsErrors.NotYetValid("iat", issued, seconds);
        if (token.Seconds("nbf") is { } notBefore && notBefore > seconds)
            throw StsErrors.NotYetValid("nbf", notBefore, seconds);
    }
}
