using System.Text.Json.Nodes;
using Aqueduct.StandIns.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.StandIns.CloudConnector;

/// <summary>
/// GitLab's customer portal as far as an AI gateway sees it: the issuer of Cloud Connector tokens, with discovery document and keys.
/// Its own routes: <see cref="PortalControls"/>.
/// </summary>
public sealed class CloudConnectorStandIn : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly PortalKeys keys;
    private readonly PortalControls controls;
    private readonly TimeProvider clock;
    private volatile bool isAvailable = true;

    private CloudConnectorStandIn(WebApplication app, CloudConnectorStandInOptions options)
    {
        (this.app, clock) = (app, options.Clock);
        (keys, controls) = (new(options.SigningKeyFile), new(this));
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Issuer = (options.Issuer ?? Url.ToString()).TrimEnd('/');
    }

    /// <summary>The first address it listens on; the real port when 0 was asked for.</summary>
    public Uri Url { get; }

    /// <summary>The tokens' <c>iss</c>.</summary>
    public string Issuer { get; }

    /// <summary>False: discovery document and keys are answered 503.</summary>
    public bool IsAvailable
    {
        get => isAvailable;
        set => isAvailable = value;
    }

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
    public string Mint(CloudConnectorToken token) => CloudConnectorIssuer.Mint(token, Issuer, keys.Signing, clock.GetUtcNow());

    /// <summary>Signs with a new key from now on.</summary>
    /// <param name="keepFormer">Whether the former ones stay published.</param>
    public void RotateKey(bool keepFormer) => keys.Rotate(keepFormer);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    internal JsonObject Jwks() => keys.Jwks();

    private async Task AnswerAsync(HttpContext http)
    {
        var (status, body) = (http.Request.Method, http.Request.Path.Value) switch
        {
            ("GET", "/.well-known/openid-configuration" or "/oauth/discovery/keys") when !isAvailable => (503, new JsonObject { ["error"] = "Service Unavailable" }),
            ("GET", "/.well-known/openid-configuration") => (200, Discovery()),
            ("GET", "/oauth/discovery/keys") => (200, Jwks()),
            _ => await controls.AnswerAsync(http.Request),
        };
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(body.ToJsonString(), http.RequestAborted);
    }

    private JsonObject Discovery() => new()
    {
        ["issuer"] = Issuer,
        ["jwks_uri"] = $"{Issuer}/oauth/discovery/keys",
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["response_types_supported"] = new JsonArray("token"),
        ["subject_types_supported"] = new JsonArray("public"),
    };
}
