using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.ContractTests.StandIns.Aws;

/// <summary>
/// An OpenID Connect issuer under <c>https://HOST/cc/oidc/ID</c> on a port of its own, really TLS, with an ES256 and an RS256 key. Other paths
/// answer as well: <c>/bare</c> with a discovery document that lacks what STS requires; <c>/</c> as a GitLab would.
/// </summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ECDsa es = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA rs = RSA.Create(2048);

    private TestIssuer(string host, X509Certificate2 certificate)
    {
        Host = host;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    public string Host { get; }

    public string Url => $"https://{Host}/cc/oidc/1";

    /// <summary>For the stand-in: the host at port 443 is really here.</summary>
    public string ConnectTo => $"{Host}:443=127.0.0.1:{new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port}";

    public static async Task<TestIssuer> StartAsync(string host, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        var issuer = new TestIssuer(host, certificate);
        await issuer.app.StartAsync(cancellationToken);
        return issuer;
    }

    /// <summary>A token of this moment for five minutes.</summary>
    /// <param name="issuer">Another issuer to name than this one.</param>
    /// <param name="shift">Moves its times.</param>
    public string Token(string audience, string? issuer = null, string subject = "1:setup", TimeSpan shift = default, string algorithm = "ES256")
    {
        var now = (TimeProvider.System.GetUtcNow() + shift).ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = issuer ?? Url, ["sub"] = subject, ["aud"] = audience, ["iat"] = now, ["exp"] = now + 300 };
        var input = $"{Part(new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = algorithm })}.{Part(claims)}";
        var bytes = Encoding.ASCII.GetBytes(input);
        var signature = algorithm == "ES256" ? es.SignData(bytes, HashAlgorithmName.SHA256) : rs.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{input}.{Base64Url.EncodeToString(signature)}";
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        es.Dispose();
        rs.Dispose();
    }

    private Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/" => context.Response.WriteAsync("GitLab"),
        "/cc/oidc/1/.well-known/openid-configuration" => context.Response.WriteAsync(Discovery().ToJsonString()),
        "/cc/oidc/1/keys" => context.Response.WriteAsync(Keys().ToJsonString()),
        "/bare/.well-known/openid-configuration" => context.Response.WriteAsync($$"""{"issuer":"https://{{Host}}/bare","jwks_uri":"{{Url}}/keys"}"""),
        _ => NotFound(context),
    };

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private JsonObject Discovery() => new()
    {
        ["issuer"] = Url,
        ["jwks_uri"] = Url + "/keys",
        ["response_types_supported"] = new JsonArray("id_token"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("ES256", "RS256"),
    };

    private JsonObject Keys()
    {
        var (rsa, point) = (rs.ExportParameters(false), es.ExportParameters(false).Q);
        return new JsonObject
        {
            ["keys"] = new JsonArray(
                new JsonObject { ["kty"] = "EC", ["use"] = "sig", ["alg"] = "ES256", ["kid"] = "ES256", ["crv"] = "P-256", ["x"] = Text(point.X!), ["y"] = Text(point.Y!) },
                new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = "RS256", ["n"] = Text(rsa.Modulus!), ["e"] = Text(rsa.Exponent!) }),
        };
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
