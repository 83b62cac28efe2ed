using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.ContractTests.Setup;

/// <summary>An issuer as set-up and STS need it, over real TLS on a free port, with tokens signed by its one ES256 key.</summary>
internal sealed class PublishedIssuer : IIssueTokens, IAsyncDisposable
{
    private const string KeyId = "test-key";

    private readonly WebApplication app;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string instanceUid;
    private readonly string host;

    private PublishedIssuer(string instanceUid, X509Certificate2 certificate, string host)
    {
        (this.instanceUid, this.host) = (instanceUid, host);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    public const string Host = "aqueduct.example.test";

    public string Url => $"https://{host}/cc/oidc/{instanceUid}";

    public string ConnectTo => $"{host}:443=127.0.0.1:{new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port}";

    public static async Task<PublishedIssuer> StartAsync(
        string instanceUid, X509Certificate2 certificate, CancellationToken cancellationToken, string host = Host)
    {
        var issuer = new PublishedIssuer(instanceUid, certificate, host);
        await issuer.app.StartAsync(cancellationToken);
        return issuer;
    }

    public Task<string> GetSigningKeyIdAsync(CancellationToken cancellationToken) => Task.FromResult(KeyId);

    public Task<string> IssueAsync(string user, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = new JsonObject { ["alg"] = "ES256", ["typ"] = "JWT", ["kid"] = KeyId };
        var claims = new JsonObject
        {
            ["iss"] = Url,
            ["sub"] = $"{instanceUid}:{user}",
            ["aud"] = $"gitlab-cc-{instanceUid}",
            ["iat"] = now,
            ["exp"] = now + 300,
            ["jti"] = Guid.NewGuid().ToString(),
        };
        var input = $"{Part(header)}.{Part(claims)}";
        return Task.FromResult($"{input}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256))}");
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = $"/cc/oidc/{instanceUid}";
        JsonObject? document = context.Request.Path.Value switch
        {
            var p when p == $"{path}/.well-known/openid-configuration" => new()
            {
                ["issuer"] = Url,
                ["jwks_uri"] = $"{Url}/keys",
                ["response_types_supported"] = new JsonArray("id_token"),
                ["subject_types_supported"] = new JsonArray("public"),
                ["id_token_signing_alg_values_supported"] = new JsonArray("ES256"),
            },
            var p when p == $"{path}/keys" => new() { ["keys"] = new JsonArray(Jwk()) },
            _ => null,
        };
        context.Response.StatusCode = document is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        await context.Response.WriteAsync(document?.ToJsonString() ?? "");
    }

    private JsonObject Jwk()
    {
        var point = key.ExportParameters(false).Q;
        return new()
        {
            ["kty"] = "EC",
            ["use"] = "sig",
            ["alg"] = "ES256",
            ["kid"] = KeyId,
            ["crv"] = "P-256",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
