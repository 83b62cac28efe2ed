namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>Whom a token is for: its <c>azp</c> where it has one, else any of its <c>aud</c>, as AWS reads it.</summary>
internal static class TokenAudience
{
    /// <returns>The audience that the provider knows: the value of the condition key <c>:aud</c>.</returns>
    /// <exception cref="AwsError">The provider knows none of them.</exception>
    public static string Match(WebIdentityToken token, IEnumerable<string> clientIds) =>
        (token.AuthorizedParty is { } party ? [party] : token.Audiences).FirstOrDefault(clientIds.Contains) ?? throw StsErrors.Audience();
}
