using System.Net;
using System.Text.Json.Nodes;

namespace Aqueduct.Tests.StandIns.Aws.Sts;

/// <summary>Answers for an issuer without a network.</summary>
internal sealed class FakeIssuer : HttpMessageHandler
{
    public const string Url = "https://issuer.example.test/cc/oidc/1";

    public JsonObject Discovery { get; } = new()
    {
        ["issuer"] = Url,
        ["jwks_uri"] = Url + "/keys",
        ["response_types_supported"] = new JsonArray("id_token"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256", "RS384", "RS512", "ES256", "ES384", "ES512"),
    };

    public List<TestKey> Keys { get; } = [];

    public List<string> Requests { get; } = [];

    /// <summary>Instead of the usual answer.</summary>
    public Func<CancellationToken, Task<HttpResponseMessage>>? Instead { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request.RequestUri!.ToString());
        return Instead?.Invoke(cancellationToken) ?? Task.FromResult(Usual(request.RequestUri!.ToString()));
    }

    private HttpResponseMessage Usual(string url) => url switch
    {
        Url + "/.well-known/openid-configuration" => Json(Discovery),
        Url + "/keys" => Json(new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(k => k.ToJwk())]) }),
        _ => new HttpResponseMessage(HttpStatusCode.NotFound),
    };

    private static HttpResponseMessage Json(JsonObject body) => new() { Content = new StringContent(body.ToJsonString()) };
}
