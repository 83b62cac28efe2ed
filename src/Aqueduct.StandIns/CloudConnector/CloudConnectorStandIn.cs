using System.Text.Json.Nodes;
using Aqueduct.StandIns.Hosting;
using Aqueduct.StandIns.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.StandIns.CloudConnector;

/// <summary>
/// GitLab's customer portal as far as an AI gateway sees it: the issuer of Cloud Connector tokens, with discovery document and keys.
/// <c>GET /_standin/token?instance_uid=…[&amp;realm=…][&amp;audience=…][&amp;scopes=a,b][&amp;lifetime_seconds=N]</c> answers <c>{"token": …}</c>;
/// <c>GET /_standin/ready</c>.
/// </summary>
public sealed class CloudConnectorStandIn : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RsaKey key;
    private readonly TimeProvider clock;

    private CloudConnectorStandIn(WebApplication app, CloudConnectorStandInOptions options)
    {
        (this.app, clock) = (app, options.Clock);
        key = OpenKey(options.SigningKeyFile);
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Issuer = (options.Issuer ?? Url.ToString()).TrimEnd('/');
    }

    /// <summary>The first address it listens on; the real port when 0 was asked for.</summary>
    public Uri Url { get; }

    /// <summary>The tokens' <c>iss</c>.</summary>
    public string Issuer { get; }

    /// <exception cref="ArgumentException">The options have <see cref="CloudConnectorStandInOptions.Faults"/>.</exception>
    /// <exception cref="IOException">A port is taken.</exception>
    public static async Task<CloudConnectorStandIn> StartAsync(CloudConnectorStandInOptions options, CancellationToken cancellationToken)
    {
        if (options.Faults() is { Count: > 0 } wrong) throw new ArgumentException(string.Join(Environment.NewLine, wrong), nameof(options));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (var url in options.Urls) ListenAddress.Listen(kestrel, url, options.CertificateFile, options.KeyFile);
        });
        var app = builder.Build();
        // Its issuer may be its own address, which is known only once it listens: early calls wait for that.
        var ready = new TaskCompletionSource<CloudConnectorStandIn>(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Run(async http => await (await ready.Task).AnswerAsync(http));
        await app.StartAsync(cancellationToken);
        var standIn = new CloudConnectorStandIn(app, options);
        ready.SetResult(standIn);
        return standIn;
    }

    /// <summary>A token as the portal would give it to that instance.</summary>
    public string Mint(CloudConnectorToken token) => CloudConnectorIssuer.Mint(token, Issuer, key, clock.GetUtcNow());

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task AnswerAsync(HttpContext http)
    {
        var (status, body) = (http.Request.Method, http.Request.Path.Value) switch
        {
            ("GET", "/.well-known/openid-configuration") => (200, Discovery()),
            ("GET", "/oauth/discovery/keys") => (200, new JsonObject { ["keys"] = new JsonArray(key.Jwk()) }),
            ("GET", "/_standin/token") => Token(http.Request.Query),
            ("GET", "/_standin/ready") => (200, new JsonObject { ["ready"] = true }),
            _ => (404, new JsonObject { ["error"] = "Not Found" }),
        };
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body.ToJsonString(), http.RequestAborted);
    }

    private (int Status, JsonObject Body) Token(IQueryCollection query)
    {
        if ((string?)query["instance_uid"] is not { Length: > 0 } uid) return (400, new JsonObject { ["error"] = "instance_uid is missing" });
        var token = new CloudConnectorToken(uid);
        if ((string?)query["realm"] is { } realm) token = token with { Realm = realm };
        if ((string?)query["audience"] is { } audience) token = token with { Audience = audience };
        if ((string?)query["scopes"] is { } scopes) token = token with { Scopes = scopes.Split(',', StringSplitOptions.RemoveEmptyEntries) };
        if (long.TryParse(query["lifetime_seconds"], out var seconds)) token = token with { Lifetime = TimeSpan.FromSeconds(seconds) };
        return (200, new JsonObject { ["token"] = Mint(token) });
    }

    private JsonObject Discovery() => new()
    {
        ["issuer"] = Issuer,
        ["jwks_uri"] = $"{Issuer}/oauth/discovery/keys",
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["response_types_supported"] = new JsonArray("token"),
        ["subject_types_supported"] = new JsonArray("public"),
    };

    private static RsaKey OpenKey(string? file)
    {
        if (file is null) return RsaKey.Create();
        if (File.Exists(file)) return RsaKey.FromPem(File.ReadAllText(file));
        var key = RsaKey.Create();
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, create);
        writer.Write(key.Pem);
        return key;
    }
}
