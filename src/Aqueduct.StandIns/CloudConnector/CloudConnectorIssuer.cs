using System.Text.Json.Nodes;
using Aqueduct.StandIns.Tokens;

namespace Aqueduct.StandIns.CloudConnector;

/// <summary>Signs Cloud Connector tokens; also what an instance does that signs its own.</summary>
internal static class CloudConnectorIssuer
{
    private static readonly TimeSpan NotBeforeSlack = TimeSpan.FromSeconds(5);

    public static string Mint(CloudConnectorToken token, string issuer, RsaKey key, DateTimeOffset now)
    {
        var claims = Claims(token, issuer, now);
        foreach (var (name, value) in token.Claims)
        {
            claims.Remove(name);
            if (value is not null) claims[name] = value.DeepClone();
        }
        return key.Sign(claims);
    }

    private static JsonObject Claims(CloudConnectorToken token, string issuer, DateTimeOffset now) => new()
    {
        ["iss"] = issuer,
        ["aud"] = token.Audience,
        ["sub"] = token.InstanceUid,
        ["iat"] = now.ToUnixTimeSeconds(),
        ["nbf"] = (now - NotBeforeSlack).ToUnixTimeSeconds(),
        ["exp"] = (now + token.Lifetime).ToUnixTimeSeconds(),
        ["jti"] = Guid.NewGuid().ToString(),
        ["gitlab_realm"] = token.Realm,
        ["gitlab_instance_uid"] = token.InstanceUid,
        ["scopes"] = new JsonArray([.. token.Scopes.Select(s => JsonValue.Create(s))]),
    };
}
