using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;
using Aqueduct.StandIns.Tokens;

namespace Aqueduct.StandIns.GitLab.OAuth;

/// <summary>GitLab as OpenID Connect provider: discovery, keys, ID tokens and <c>userinfo</c>.</summary>
internal sealed class OpenId(GitLabWorld world)
{
    private readonly Lock gate = new();
    private RsaKey? key;

    /// <summary>Made when first wanted: a stand-in that nobody signs in to starts without one.</summary>
    public RsaKey Key
    {
        get
        {
            lock (gate) return key ??= world.Read(() => world.State.OpenIdKey) is { } pem ? RsaKey.FromPem(pem) : Make();
        }
    }

    public void Map(RouteTable routes)
    {
        routes.Add("GET", "/.well-known/openid-configuration", _ => Answer.Json(Discovery()));
        routes.Add("GET", "/.well-known/oauth-authorization-server", _ => Answer.Json(Discovery()));
        routes.Add("GET", "/oauth/discovery/keys", _ => Answer.Json(new JsonObject { ["keys"] = new JsonArray(Key.Jwk()) }));
        routes.Add("GET", "/oauth/userinfo", UserInfo);
        routes.Add("POST", "/oauth/userinfo", UserInfo);
    }

    public string IdToken(OAuthToken token, OAuthApplication application, string? nonce)
    {
        var claims = world.Read(() => Claims(world.State.User(token.UserId), token.Scopes));
        claims["iss"] = world.ExternalUrl;
        claims["aud"] = application.Uid;
        claims["iat"] = token.CreatedAt.ToUnixTimeSeconds();
        claims["exp"] = token.CreatedAt.AddMinutes(2).ToUnixTimeSeconds();
        claims["auth_time"] = token.CreatedAt.ToUnixTimeSeconds();
        if (nonce is not null) claims["nonce"] = nonce;
        return Key.Sign(claims);
    }

    private Answer UserInfo(Call call) => world.Read(() =>
    {
        var header = call.Http.Request.Headers.Authorization.ToString();
        var value = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..] : call.Parameters.Text("access_token");
        var token = world.State.OAuthTokens.Find(t => t.Value == value);
        if (token is null || token.Revoked) throw OAuthError.InvalidToken(token is null ? "The access token is invalid" : "The access token was revoked");
        if (token.ExpiresAt <= world.Now) throw OAuthError.InvalidToken("The access token expired");
        if (!token.Scopes.Contains("openid")) throw ApiError.InsufficientScope(["openid"]);
        return Answer.Json(Claims(world.State.User(token.UserId), token.Scopes));
    });

    private JsonObject Claims(User user, IReadOnlyList<string> scopes)
    {
        var claims = new JsonObject { ["sub"] = $"{user.Id}" };
        if (scopes.Contains("profile") || scopes.Contains("openid"))
        {
            claims["name"] = user.Name;
            claims["nickname"] = user.Username;
            claims["preferred_username"] = user.Username;
            claims["profile"] = $"{world.ExternalUrl}/{user.Username}";
            claims["picture"] = null;
            claims["groups"] = new JsonArray([.. Paths(user, _ => true)]);
            claims["groups_direct"] = new JsonArray([.. Paths(user, _ => true)]);
            Add(claims, "https://gitlab.org/claims/groups/owner", user, AccessLevel.Owner);
            Add(claims, "https://gitlab.org/claims/groups/maintainer", user, AccessLevel.Maintainer);
            Add(claims, "https://gitlab.org/claims/groups/developer", user, AccessLevel.Developer);
        }
        if (scopes.Contains("email"))
        {
            claims["email"] = user.Email;
            claims["email_verified"] = true;
        }
        return claims;
    }

    private void Add(JsonObject claims, string name, User user, int level)
    {
        var paths = Paths(user, m => m.AccessLevel == level).ToList();
        if (paths.Count > 0) claims[name] = new JsonArray([.. paths]);
    }

    private IEnumerable<JsonNode> Paths(User user, Func<Membership, bool> which) =>
        world.State.Memberships.Where(m => m.UserId == user.Id && m.GroupId is not null && which(m))
            .Select(m => (JsonNode)JsonValue.Create(world.State.FullPath(world.State.Groups.Single(g => g.Id == m.GroupId)))!);

    private RsaKey Make()
    {
        var key = RsaKey.Create();
        world.Change(() => world.State.OpenIdKey = key.Pem);
        return key;
    }

    private JsonObject Discovery()
    {
        var root = world.ExternalUrl;
        return new JsonObject
        {
            ["issuer"] = root,
            ["authorization_endpoint"] = $"{root}/oauth/authorize",
            ["token_endpoint"] = $"{root}/oauth/token",
            ["revocation_endpoint"] = $"{root}/oauth/revoke",
            ["introspection_endpoint"] = $"{root}/oauth/introspect",
            ["userinfo_endpoint"] = $"{root}/oauth/userinfo",
            ["jwks_uri"] = $"{root}/oauth/discovery/keys",
            ["scopes_supported"] = new JsonArray([.. Scopes.OfApplications.Select(s => JsonValue.Create(s))]),
            ["response_types_supported"] = new JsonArray("code"),
            ["response_modes_supported"] = new JsonArray("query", "fragment", "form_post"),
            ["grant_types_supported"] = new JsonArray("authorization_code", "refresh_token"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_basic", "client_secret_post"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["claim_types_supported"] = new JsonArray("normal"),
            ["claims_supported"] = new JsonArray("iss", "sub", "aud", "exp", "iat", "auth_time", "name", "nickname", "preferred_username", "email", "email_verified", "website", "profile", "picture", "groups", "groups_direct"),
            ["code_challenge_methods_supported"] = new JsonArray("plain", "S256"),
        };
    }
}
