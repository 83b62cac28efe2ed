using Aqueduct.StandIns.Aws.Iam;

namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>A verified token, the provider that vouches for it, and the audience both agree on.</summary>
internal sealed record WebIdentity(WebIdentityToken Token, OidcProvider Provider, string Audience)
{
    /// <summary>The condition keys that the session keeps: <c>&lt;host and path of the issuer&gt;:aud</c> and so on.</summary>
    public Dictionary<string, string[]> Context()
    {
        var keys = new Dictionary<string, string[]>
        {
            ["aws:FederatedProvider"] = [Provider.Arn],
            [$"{Provider.Url}:aud"] = [Audience],
            [$"{Provider.Url}:sub"] = [Token.Subject],
            [$"{Provider.Url}:iss"] = [Token.Issuer],
        };
        if (Token.Texts("amr") is { Count: > 0 } methods) keys[$"{Provider.Url}:amr"] = [.. methods];
        return keys;
    }
}
