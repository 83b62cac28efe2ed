using Aqueduct.StandIns.Aws.Http;
using Aqueduct.StandIns.Aws.Rehearsal;
using Aqueduct.StandIns.Aws.World;
using Aqueduct.StandIns.Hosting;
using Aqueduct.StandIns.Rehearsal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aqueduct.StandIns.Aws;

/// <summary>
/// A strict local AWS on one loopback port: IAM, STS, KMS, Amazon Q and its profiles, as far as GitLab Duo with Amazon Q needs them.
/// One account, <c>111122223333</c>, with the published root keys <c>AKIASTANDIN000000000</c> / <c>standin-secret-for-local-use-only</c>,
/// and any region.
/// </summary>
public sealed class AwsStandIn : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient outgoing;
    private readonly RequestLog<AwsRequest> log;

    private AwsStandIn(WebApplication app, AwsWorld world, HttpClient outgoing, RequestLog<AwsRequest> log, FaultList<Fault> faults)
    {
        (this.app, World, this.outgoing, this.log, Faults) = (app, world, outgoing, log, faults);
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>Where it listens; the real port when 0 was asked for.</summary>
    public Uri Url { get; }

    /// <summary>The last 10,000 calls, oldest first.</summary>
    public IReadOnlyList<AwsRequest> Requests => log.All();

    /// <summary>What is to go wrong.</summary>
    public FaultList<Fault> Faults { get; }

    internal AwsWorld World { get; }

    /// <exception cref="ArgumentException">The options have <see cref="AwsStandInOptions.Faults"/>.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<AwsStandIn> StartAsync(AwsStandInOptions options, CancellationToken cancellationToken)
    {
        if (options.Faults() is { Count: > 0 } wrong) throw new ArgumentException(string.Join(Environment.NewLine, wrong), nameof(options));
        if (!LoopbackUrl.TryParse(options.Urls, out var endPoint, out var refusal)) throw new ArgumentException(refusal, nameof(options));

        var rules = options.ConnectTo.Select(text => ConnectTo.TryParse(text, out var rule) ? rule : null).OfType<ConnectTo>().ToList();
        var outgoing = OutgoingHttp.Create(rules, options.CaFile);
        var world = AwsWorld.Open(options.StateFolder, options.Clock);
        var (log, faults) = (new RequestLog<AwsRequest>(), new FaultList<Fault>());
        var endpoint = new AwsEndpoint(world, AwsServices.All(world, outgoing), log, faults);
        var control = new ControlRoutes(log, faults, world);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 40_000_000; // SendEvent: 25 MB, as base64
            kestrel.Listen(endPoint);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var app = builder.Build();
        app.Run(context => context.Request.Path.StartsWithSegments("/_standin") ? control.HandleAsync(context) : endpoint.HandleAsync(context));
        try
        {
            await app.StartAsync(cancellationToken);
            return new AwsStandIn(app, world, outgoing, log, faults);
        }
        catch
        {
            await app.DisposeAsync();
            outgoing.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Faults.Clear(); // what is held would hold the stop, too
        await app.DisposeAsync();
        outgoing.Dispose();
    }
}
