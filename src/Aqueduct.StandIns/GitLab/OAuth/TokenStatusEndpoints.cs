using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.OAuth;

/// <summary><c>/oauth/revoke</c>, <c>/oauth/introspect</c> and <c>/oauth/token/info</c>.</summary>
internal sealed class TokenStatusEndpoints(GitLabWorld world, ClientAuthentication clients)
{
    public void Map(RouteTable routes)
    {
        routes.Add("POST", "/oauth/revoke", call => world.Change(() => Revoke(call)));
        routes.Add("POST", "/oauth/introspect", call => world.Read(() => Introspect(call)));
        routes.Add("GET", "/oauth/token/info", call => world.Read(() => Info(call)));
    }

    // RFC 7009: an unknown token is revoked already.
    private Answer Revoke(Call call)
    {
        var value = call.Parameters.Text("token");
        var token = world.State.OAuthTokens.Find(t => t.Value == value || t.RefreshToken == value);
        var application = clients.Find(call);
        if (application is null || (token is not null && token.ApplicationId != application.Id)) throw OAuthError.Unauthorized();
        if (token is not null) token.Revoked = true;
        return Answer.Json(new JsonObject());
    }

    private Answer Introspect(Call call)
    {
        var caller = clients.Find(call) ?? throw OAuthError.InvalidClient();
        var value = call.Parameters.Text("token");
        var token = world.State.OAuthTokens.Find(t => t.Value == value && !t.Revoked && t.ExpiresAt > world.Now && t.ApplicationId == caller.Id);
        return Answer.Json(token is null ? new JsonObject { ["active"] = false } : new JsonObject
        {
            ["active"] = true,
            ["scope"] = string.Join(' ', token.Scopes),
            ["client_id"] = caller.Uid,
            ["token_type"] = "Bearer",
            ["exp"] = token.ExpiresAt.ToUnixTimeSeconds(),
            ["iat"] = token.CreatedAt.ToUnixTimeSeconds(),
        });
    }

    private Answer Info(Call call)
    {
        var header = call.Http.Request.Headers.Authorization.ToString();
        var value = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..] : call.Parameters.Text("access_token");
        var token = world.State.OAuthTokens.Find(t => t.Value == value);
        if (token is null) throw OAuthError.InvalidToken("The access token is invalid");
        if (token.Revoked) throw OAuthError.InvalidToken("The access token was revoked");
        if (token.ExpiresAt <= world.Now) throw OAuthError.InvalidToken("The access token expired");
        var left = (int)(token.ExpiresAt - world.Now).TotalSeconds;
        return Answer.Json(new JsonObject
        {
            ["resource_owner_id"] = token.UserId,
            ["scope"] = new JsonArray([.. token.Scopes.Select(s => JsonValue.Create(s))]),
            ["expires_in"] = left,
            ["application"] = new JsonObject { ["uid"] = world.State.Applications.Single(a => a.Id == token.ApplicationId).Uid },
            ["created_at"] = token.CreatedAt.ToUnixTimeSeconds(),
            ["scopes"] = new JsonArray([.. token.Scopes.Select(s => JsonValue.Create(s))]),
            ["expires_in_seconds"] = left,
        });
    }
}
