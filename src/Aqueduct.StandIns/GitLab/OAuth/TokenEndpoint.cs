using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.OAuth;

/// <summary><c>POST /oauth/token</c>: a code once for a token, a refresh token once for its successor.</summary>
internal sealed class TokenEndpoint(GitLabWorld world, ClientAuthentication clients, OpenId openId)
{
    public void Map(RouteTable routes) => routes.Add("POST", "/oauth/token", Exchange);

    private Answer Exchange(Call call)
    {
        var (token, application, nonce) = world.Change(() => call.Parameters.Text("grant_type") switch
        {
            null => throw OAuthError.Missing("grant_type"),
            "authorization_code" => OfCode(call),
            "refresh_token" => OfRefreshToken(call),
            _ => throw OAuthError.UnsupportedGrantType(),
        });
        var body = new JsonObject
        {
            ["access_token"] = token.Value,
            ["token_type"] = "Bearer",
            ["expires_in"] = (int)OAuthToken.Lifetime.TotalSeconds,
            ["refresh_token"] = token.RefreshToken,
            ["scope"] = string.Join(' ', token.Scopes),
            ["created_at"] = token.CreatedAt.ToUnixTimeSeconds(),
        };
        if (token.Scopes.Contains("openid")) body["id_token"] = openId.IdToken(token, application, nonce);
        return Answer.Json(body).With("Cache-Control", "no-store").With("Pragma", "no-cache");
    }

    // In order: the client, the code, whose it is, its age, its redirect URI, PKCE. A code used again ends the tokens it gave.
    private (OAuthToken Token, OAuthApplication Application, string? Nonce) OfCode(Call call)
    {
        var given = call.Parameters;
        var application = clients.Find(call) ?? throw OAuthError.InvalidClient();
        var code = given.Text("code") ?? throw OAuthError.Missing("code");
        var grant = world.State.Grants.Find(g => g.Code == code && g.ApplicationId == application.Id) ?? throw OAuthError.InvalidGrant();
        if (grant.Used)
        {
            foreach (var descendant in world.State.OAuthTokens.Where(t => t.Code == grant.Code)) descendant.Revoked = true;
            throw OAuthError.InvalidGrant();
        }
        var redirect = given.Text("redirect_uri") ?? throw OAuthError.Missing("redirect_uri");
        if (grant.ExpiresAt <= world.Now || grant.RedirectUri != redirect || !IsVerified(grant, given.Text("code_verifier"))) throw OAuthError.InvalidGrant();
        if (world.State.User(grant.UserId).State != UserState.Active) throw OAuthError.InvalidGrant();
        grant.Used = true;
        return (Add(application, grant.UserId, grant.Scopes, grant.Code), application, grant.Nonce);
    }

    private (OAuthToken Token, OAuthApplication Application, string? Nonce) OfRefreshToken(Call call)
    {
        var application = clients.Find(call) ?? throw OAuthError.InvalidClient();
        var value = call.Parameters.Text("refresh_token") ?? throw OAuthError.Missing("refresh_token");
        var old = world.State.OAuthTokens.Find(t => t.RefreshToken == value && t.ApplicationId == application.Id);
        if (old is null || old.Revoked || world.State.User(old.UserId).State != UserState.Active) throw OAuthError.InvalidGrant();
        var scopes = call.Parameters.Text("scope")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? old.Scopes;
        if (scopes.Except(old.Scopes).Any()) throw OAuthError.InvalidScope();
        old.Revoked = true;
        return (Add(application, old.UserId, scopes, old.Code), application, null);
    }

    private OAuthToken Add(OAuthApplication application, long userId, IReadOnlyList<string> scopes, string code)
    {
        var token = new OAuthToken
        {
            Value = GitLabWorld.HexSecret(),
            RefreshToken = GitLabWorld.HexSecret(),
            ApplicationId = application.Id,
            UserId = userId,
            Scopes = scopes,
            Code = code,
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(world.Now.ToUnixTimeSeconds()),
        };
        world.State.OAuthTokens.Add(token);
        return token;
    }

    private static bool IsVerified(AccessGrant grant, string? verifier) => (grant.CodeChallenge, grant.CodeChallengeMethod) switch
    {
        (null, _) => string.IsNullOrEmpty(verifier),
        (var challenge, "S256") => verifier is not null && challenge == Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
        var (challenge, _) => challenge == verifier,
    };
}
