using System.Net;
using System.Text.Json.Nodes;
using Aqueduct.Server.Identity.CloudConnector;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.ContractTests.Server;

/// <summary>A key, its JWK and a token made by code nobody here wrote.</summary>
public sealed class CloudConnectorByForeignHandTests
{
    private const string Issuer = "https://customers.gitlab.com";
    private const string Uid = "6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11";

    /// <summary>Debian's python3-jwt and python3-cryptography; arguments: issuer, instance UID.</summary>
    private const string Script = """
        import json, sys, time, jwt
        from cryptography.hazmat.primitives.asymmetric import rsa

        issuer, uid = sys.argv[1:3]
        key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
        jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
        now = int(time.time())
        claims = {"iss": issuer, "aud": ["gitlab-ai-gateway"], "sub": uid, "iat": now, "nbf": now - 5, "exp": now + 3600, "scopes": ["amazon_q_integration"]}
        print(json.dumps({"jwk": {**jwk, "kid": "py"}, "token": jwt.encode(claims, key, algorithm="RS256", headers={"kid": "py"})}))
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_of_PyJWT_is_believed()
    {
        var python = File.Exists("/usr/bin/python3") ? await Cli.Wrap("/usr/bin/python3").WithArguments(["-c", Script, Issuer, Uid])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Cancellation) : null;
        Assert.SkipWhen(
            python is null || python.StandardError.Contains("ModuleNotFoundError", StringComparison.Ordinal),
            "python3-jwt is not installed: apt-get install python3-jwt python3-cryptography");
        var made = JsonNode.Parse(python.StandardOutput)!;
        using var web = new HttpClient(new Web(new JsonObject { ["keys"] = new JsonArray(made["jwk"]!.DeepClone()) }));
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddCloudConnector(new([Issuer], uid => uid == Uid), web).BuildServiceProvider();

        var verdict = await services.GetRequiredService<CloudConnectorTokens>().VerifyAsync(made["token"]!.ToString(), Cancellation);

        verdict.TryGet(out var token, out var refusal).ShouldBeTrue(refusal.ToString());
        token!.Scopes.ShouldBe(["amazon_q_integration"]);
    }

    private sealed class Web(JsonObject jwks) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(request.RequestUri!.AbsolutePath is "/keys" ? jwks.ToJsonString() : $$"""{"issuer":"{{Issuer}}","jwks_uri":"{{Issuer}}/keys"}"""),
            });
    }
}
