using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.StandIns.CloudConnector;

/// <summary>
/// The stand-in's own routes:
/// <list type="bullet">
/// <item><c>GET /_standin/ready</c>: 200 once it answers.</item>
/// <item><c>GET /_standin/token?instance_uid=…[&amp;realm=…][&amp;audience=…][&amp;scopes=a,b][&amp;lifetime_seconds=N][&amp;claims={"exp":"soon","jti":null}]</c>:
/// <c>{"token": …}</c>; <c>claims</c> replaces claims, or leaves out those that are null.</item>
/// <item><c>POST /_standin/rotate[?keep_former=false]</c>: signs with a new key from now on; the former ones stay published or do not.</item>
/// <item><c>PUT /_standin/settings</c> with <c>{"available": false}</c>: discovery document and keys are answered 503 until it is true again.</item>
/// </list>
/// </summary>
internal sealed class PortalControls(CloudConnectorStandIn portal)
{
    public async Task<(int Status, JsonObject Body)> AnswerAsync(HttpRequest request) => (request.Method, request.Path.Value) switch
    {
        ("GET", "/_standin/ready") => (200, new JsonObject { ["ready"] = true }),
        ("GET", "/_standin/token") => Token(request.Query),
        ("POST", "/_standin/rotate") => Rotate(request.Query),
        ("PUT", "/_standin/settings") => Set(await ReadAsync(request.Body, request.HttpContext.RequestAborted)),
        _ => (404, new JsonObject { ["error"] = "Not Found" }),
    };

    private (int Status, JsonObject Body) Token(IQueryCollection query)
    {
        if ((string?)query["instance_uid"] is not { Length: > 0 } uid) return Wrong("instance_uid is missing");
        var token = new CloudConnectorToken(uid);
        if ((string?)query["realm"] is { } realm) token = token with { Realm = realm };
        if ((string?)query["audience"] is { } audience) token = token with { Audience = audience };
        if ((string?)query["scopes"] is { } scopes) token = token with { Scopes = scopes.Split(',', StringSplitOptions.RemoveEmptyEntries) };
        if (long.TryParse(query["lifetime_seconds"], out var seconds)) token = token with { Lifetime = TimeSpan.FromSeconds(seconds) };
        if ((string?)query["claims"] is { } text)
        {
            if (Parse(text) is not JsonObject claims) return Wrong("claims is no JSON object");
            token = token with { Claims = claims };
        }
        return (200, new JsonObject { ["token"] = portal.Mint(token) });
    }

    private (int Status, JsonObject Body) Rotate(IQueryCollection query)
    {
        var keep = (string?)query["keep_former"];
        if (keep is not (null or "true" or "false")) return Wrong("keep_former is neither true nor false");
        portal.RotateKey(keep is not "false");
        return (200, portal.Jwks());
    }

    private (int Status, JsonObject Body) Set(JsonNode? settings)
    {
        if ((settings as JsonObject)?["available"] is not JsonValue value || !value.TryGetValue<bool>(out var available)) return Wrong("available is neither true nor false");
        portal.IsAvailable = available;
        return (200, new JsonObject { ["available"] = available });
    }

    private static async Task<JsonNode?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body);
        return Parse(await reader.ReadToEndAsync(cancellationToken));
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (int Status, JsonObject Body) Wrong(string error) => (400, new JsonObject { ["error"] = error });
}
